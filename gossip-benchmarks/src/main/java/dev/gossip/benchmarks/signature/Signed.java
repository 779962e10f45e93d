package dev.gossip.benchmarks.signature;

import dev.gossip.api.Bytes;
import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.spi.crypto.LocalIdentity;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Contents of 1 KiB and their signatures by one P-256 key. */
record Signed(LocalIdentity identity, List<Bytes> contents, List<Bytes> signatures) {

    private static final int COUNT = 256;
    private static final int CONTENT_BYTES = 1024;

    static Signed create() {
        try (StandardRuntime runtime = StandardRuntime.create()) {
            LocalIdentity identity = DevelopmentCa.create("bench", runtime.time())
                    .issue(NodeSpec.peer("peer0"))
                    .localIdentity();
            RandomGenerator random = RandomGenerator.of("SplittableRandom");
            List<Bytes> contents = new ArrayList<>();
            List<Bytes> signatures = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                byte[] content = new byte[CONTENT_BYTES];
                random.nextBytes(content);
                contents.add(Bytes.wrap(content));
                signatures.add(identity.sign(contents.get(i)));
            }
            return new Signed(identity, contents, signatures);
        }
    }

    int size() {
        return contents.size();
    }

    ECPublicKey key() {
        return (ECPublicKey) identity.identity().publicKey();
    }
}
