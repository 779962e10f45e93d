package dev.gossip.fabric.privatedata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.fabric.Resources;
import dev.gossip.fabric.privatedata.collection.PrivateCollection;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.hyperledger.fabric.protos.gossip.PrivatePayload;
import org.junit.jupiter.api.Test;

/** What a real peer pushed, against what the real blocks say. */
class CapturedPushTest {

    private final PrivatePayload push = push();

    private static PrivatePayload push() {
        try {
            Envelope envelope = Envelope.parseFrom(
                    Resources.bytes("real/private-data-push.pb").toByteArray());
            return GossipMessage.parseFrom(envelope.getPayload())
                    .getPrivateData()
                    .getPayload();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BlockWrites writes(int block) {
        return BlockWrites.of(block, Resources.realBlocks().get(block));
    }

    @Test
    void blocksSayWhatWasWrittenPrivately() {
        assertThat(writes(0).writes()).isEmpty();
        for (int block = 1; block <= 5; block++) {
            assertThat(writes(block).writes()).as("block " + block).hasSize(1);
            BlockWrites.Hashed hashed = writes(block).writes().get(0);
            assertThat(hashed.key()).isEqualTo(new PrivateDataKey(block, 0, "_lifecycle", "_implicit_org_Org1MSP"));
            assertThat(hashed.hash().length()).isEqualTo(32);
            assertThat(hashed.endorsers()).isNotEmpty();
            assertThat(hashed.valid()).isTrue();
            assertThat(writes(block).txIds()).containsExactly(hashed.txId());
        }
    }

    @Test
    void thePushIsProvenByTheOneBlockThatHoldsItsTransaction() {
        Bytes rwset = Protos.bytes(push.getPrivateRwset());
        List<Integer> proven = IntStream.rangeClosed(1, 5)
                .filter(block -> writes(block).writes().get(0).isProvenBy(rwset))
                .boxed()
                .toList();
        assertThat(proven).hasSize(1);
        assertThat(writes(proven.get(0)).txIds()).containsExactly(push.getTxId());
        byte[] changed = rwset.toByteArray();
        changed[changed.length - 1] ^= 1;
        assertThat(writes(proven.get(0)).writes().get(0).isProvenBy(Bytes.wrap(changed)))
                .isFalse();
    }

    @Test
    void theConfigurationThatCameAlongIsRead() {
        Bytes config = Protos.bytes(push.getCollectionConfigs().toByteString());
        PrivateCollection collection = PrivateCollection.read("_lifecycle", config);

        assertThat(collection.name()).isEqualTo("_implicit_org_Org1MSP");
        assertThat(collection.organisations()).isEqualTo(Set.of("Org1MSP"));
        assertThat(collection.config()).isEqualTo(config);
    }
}
