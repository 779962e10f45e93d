package dev.gossip.fabric.block;

import dev.gossip.api.Bytes;

/**
 * What a block is chained and signed by: Fabric's {@code common.BlockHeader}. Hashes are of any length, as on the wire.
 *
 * <pre>
 *   signed and hashed form, DER:
 *   SEQUENCE { INTEGER number, OCTET STRING previousHash, OCTET STRING dataHash }
 * </pre>
 *
 * @param number position in the channel, from 0 (unsigned)
 * @param previousHash {@link #hash()} of the block before; empty in block 0
 * @param dataHash SHA-256 of all transactions, one after the other
 */
public record BlockHeader(long number, Bytes previousHash, Bytes dataHash) {

    /** The form that orderers sign. */
    public Bytes der() {
        return Der.sequence(Der.unsigned(number), Der.octets(previousHash), Der.octets(dataHash));
    }

    /** The hash by which the next block names this one: SHA-256 of {@link #der()}. */
    public Bytes hash() {
        return Sha256.of(der());
    }
}
