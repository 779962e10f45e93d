package dev.gossip.examples.demo.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.TimeSource;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.testkit.VirtualTime;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StolenAliveTest {

    private static final long INCARNATION = 1_795_234_707_059_359_970L;
    private static final NodeId VICTIM = NodeId.fromHex("01020304");

    private final TimeSource time = new VirtualTime();
    private final Codec codec = HostileContext.endpoint(
                    DevelopmentCa.create("Org1MSP", time)
                            .issue(NodeSpec.peer("mallory"))
                            .localIdentity(),
                    time)
            .codec();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 63, 64, 127, 128, 300})
    void theForgeryDiffersInOneBitAndIsFarAhead(long sequence) {
        Bytes original = frame(new Alive(
                VICTIM,
                Optional.of(PeerAddress.of("127.0.0.1", 7051)),
                Optional.empty(),
                new LogicalTime(INCARNATION, sequence),
                Bytes.empty(),
                Optional.empty()));
        StolenAlive stolen = StolenAlive.in(codec, original, VICTIM).findFirst().orElseThrow();
        assertThat(stolen.frame()).isEqualTo(original);

        Bytes forged = stolen.withFlippedBit();
        BigInteger before = new BigInteger(1, original.toByteArray());
        BigInteger after = new BigInteger(1, forged.toByteArray());
        assertThat(before.xor(after).bitCount()).isEqualTo(1);
        assertThat(StolenAlive.in(codec, forged, VICTIM)
                        .findFirst()
                        .orElseThrow()
                        .said()
                        .time())
                .isGreaterThan(new LogicalTime(INCARNATION + 1_000_000, sequence));
    }

    private Bytes frame(Alive alive) {
        Message message = Message.of(Topic.NONE, alive);
        Sealed sealed = codec.sealed(message, codec.write(message), Bytes.fromHex("00"), List.of());
        return codec.seal(new Envelope(message, sealed, codec.idOf(sealed)), LinkClass.ONLY);
    }
}
