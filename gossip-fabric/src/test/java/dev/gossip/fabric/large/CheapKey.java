package dev.gossip.fabric.large;

import dev.gossip.api.Bytes;
import java.security.PublicKey;
import java.util.zip.CRC32C;

/** Verifies by a checksum, and tells the node that trusts it of each check. */
record CheapKey(Bytes name, Tally tally) implements PublicKey {

    private static final long serialVersionUID = 1L;

    Bytes checksum(Bytes content) {
        CRC32C sum = new CRC32C();
        sum.update(name.asReadOnlyBuffer());
        sum.update(content.asReadOnlyBuffer());
        return Bytes.ofLong(sum.getValue());
    }

    @Override
    public String getAlgorithm() {
        return "checksum";
    }

    @Override
    public String getFormat() {
        return "none";
    }

    @Override
    public byte[] getEncoded() {
        return name.toByteArray();
    }
}
