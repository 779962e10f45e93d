package dev.gossip.chronos.json.block;

/** How a network hashes its blocks. Stateless and thread-safe; all nodes of a network use the same one. */
public interface BlockHasher {

    /** SHA-256 over canonical JSON (RFC 8785), Merkle root by RFC 6962. */
    BlockHasher CANONICAL = new CanonicalHasher();

    /** What Chronos v1.2 computes, without its Merkle root, which depends on how Python prints values. */
    BlockHasher LEGACY = new LegacyHasher();

    /** Kebab-case name, for settings and reports. */
    String name();

    /** The hash of {@code block}, 64 lower-case hexadecimal digits; what it claims for itself is left out. */
    String hash(ChronosBlock block);

    /** The root over the transactions, or what the header says where this rule does not check it. */
    String merkleRoot(ChronosBlock block);

    /** Whether a block is what its header claims. */
    default boolean matches(ChronosBlock block) {
        return block.hash().equals(hash(block)) && block.header().merkleRoot().equalsIgnoreCase(merkleRoot(block));
    }
}
