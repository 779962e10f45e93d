package dev.gossip.api;

/**
 * The identity of a node within one protocol: opaque bytes, ordered unsigned and lexicographically. What the bytes mean
 * (a PKI-ID, a public key, an address) is the protocol's business.
 */
public record NodeId(Bytes value) implements Comparable<NodeId> {

    /** @throws IllegalArgumentException if {@code value} is empty */
    public NodeId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a node id needs at least one byte");
        }
    }

    /** Parses the hexadecimal form that {@link #hex()} prints. */
    public static NodeId fromHex(String hex) {
        return new NodeId(Bytes.fromHex(hex));
    }

    /** Lower-case hexadecimal digits, in full. */
    public String hex() {
        return value.hex();
    }

    /** The first eight hexadecimal digits; for people, not for comparison. */
    public String shortHex() {
        return value.slice(0, Math.min(4, value.length())).hex();
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return shortHex();
    }
}
