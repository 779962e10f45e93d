package dev.gossip.chronos.json.block;

import dev.gossip.api.Bytes;

/**
 * The member {@code block_header} of a block, as Chronos v1.2 writes it.
 *
 * @param timestamp decimal milliseconds since 1970, as text
 * @param previousHash hash of the parent in lower-case hexadecimal digits; empty for the first block
 * @param hash the hash that the block claims for itself, 64 lower-case hexadecimal digits
 * @param merkleRoot root over the transactions, in hexadecimal digits
 * @param height number of the block; the first is 0
 * @param nonce as text; {@code None} stands for JSON's null, as in the concatenation that Chronos hashes
 * @param json the exact text of the member
 */
public record BlockHeader(
        String timestamp, String previousHash, String hash, String merkleRoot, long height, String nonce, Bytes json) {}
