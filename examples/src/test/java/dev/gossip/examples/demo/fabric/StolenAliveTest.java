package dev.gossip.examples.demo.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.body.LogicalTime;
import java.math.BigInteger;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.AliveMessage;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.Member;
import org.hyperledger.fabric.protos.gossip.PeerTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StolenAliveTest {

    private static final long INCARNATION = 1_795_234_707_059_359_970L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 63, 64, 127, 128, 300})
    void theForgeryDiffersInOneBitAndIsFarAhead(long sequence) throws InvalidProtocolBufferException {
        ByteString id = ByteString.copyFrom(new byte[] {1, 2, 3, 4});
        Envelope original = Envelope.newBuilder()
                .setPayload(GossipMessage.newBuilder()
                        .setAliveMsg(AliveMessage.newBuilder()
                                .setMembership(Member.newBuilder()
                                        .setEndpoint("127.0.0.1:7051")
                                        .setPkiId(id))
                                .setTimestamp(PeerTime.newBuilder()
                                        .setIncNum(INCARNATION)
                                        .setSeqNum(sequence)))
                        .build()
                        .toByteString())
                .build();
        Optional<StolenAlive> stolen =
                StolenAlive.in(original, new NodeId(Bytes.fromHex("01020304"))).findFirst();
        Envelope forged = stolen.orElseThrow().withFlippedBit();

        BigInteger before = new BigInteger(1, original.getPayload().toByteArray());
        BigInteger after = new BigInteger(1, forged.getPayload().toByteArray());
        assertThat(before.xor(after).bitCount()).isEqualTo(1);
        PeerTime time =
                GossipMessage.parseFrom(forged.getPayload()).getAliveMsg().getTimestamp();
        assertThat(new LogicalTime(time.getIncNum(), time.getSeqNum()))
                .isGreaterThan(new LogicalTime(INCARNATION + 1_000_000, sequence));
    }
}
