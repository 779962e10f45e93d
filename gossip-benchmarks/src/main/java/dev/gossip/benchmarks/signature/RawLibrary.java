package dev.gossip.benchmarks.signature;

import dev.gossip.api.Bytes;

/** The library itself, prepared as its own users would: one object per key, reused. */
interface RawLibrary {

    /** Verifies content of 1 KiB: digest, DER, arithmetic. */
    boolean verify(Bytes content, Bytes signature) throws Exception;

    /** Signs content of 1 KiB: digest, arithmetic, DER. */
    byte[] sign(Bytes content) throws Exception;

    /** @param name as {@code SignatureEngines} reports it */
    static RawLibrary of(String name, Signed signed) throws Exception {
        return switch (name) {
            case "bouncy-castle" -> new RawBouncyCastle(signed);
            case "accp" -> new RawCorretto(signed);
            default -> throw new IllegalArgumentException("no raw baseline for the library '" + name + "'");
        };
    }
}
