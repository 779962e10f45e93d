package dev.gossip.chronos.json.block;

import dev.gossip.api.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The same on every platform: canonical JSON of the header without its hash, and a Merkle tree by RFC 6962. */
final class CanonicalHasher implements BlockHasher {

    private static final Bytes LEAF = Bytes.fromHex("00");
    private static final Bytes NODE = Bytes.fromHex("01");

    @Override
    public String name() {
        return "canonical";
    }

    @Override
    public String hash(ChronosBlock block) {
        return Sha256.of(CanonicalJson.of(block.header().json(), "hash")).hex();
    }

    @Override
    public String merkleRoot(ChronosBlock block) {
        List<Bytes> leaves = new ArrayList<>(block.transactions().size());
        for (Bytes transaction : block.transactions()) {
            leaves.add(Sha256.of(Bytes.concat(LEAF, CanonicalJson.of(transaction, ""))));
        }
        return root(leaves).hex();
    }

    private static Bytes root(List<Bytes> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return Sha256.of(Bytes.concat(NODE, root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size()))));
    }
}
