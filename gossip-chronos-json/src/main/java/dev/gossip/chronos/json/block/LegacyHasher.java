package dev.gossip.chronos.json.block;

import dev.gossip.api.Bytes;

/** Chronos v1.2: SHA-256 over the header's values written one after the other. */
final class LegacyHasher implements BlockHasher {

    @Override
    public String name() {
        return "chronos-legacy";
    }

    @Override
    public String hash(ChronosBlock block) {
        BlockHeader header = block.header();
        String text =
                header.timestamp() + header.previousHash() + header.merkleRoot() + header.height() + header.nonce();
        return Sha256.of(Bytes.utf8(text)).hex();
    }

    @Override
    public String merkleRoot(ChronosBlock block) {
        return block.header().merkleRoot();
    }
}
