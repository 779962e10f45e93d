package dev.gossip.spi.crypto;

import dev.gossip.api.observe.DropReason;

/**
 * The outcome of a check.
 *
 * @param detail for people: what was wrong; empty if valid
 */
public record Verification(Status status, String detail) {

    public static final Verification VALID = new Verification(Status.VALID, "");

    public static Verification invalid(String detail) {
        return new Verification(Status.INVALID, detail);
    }

    public static Verification unknownSigner(String detail) {
        return new Verification(Status.UNKNOWN_SIGNER, detail);
    }

    public static Verification expired(String detail) {
        return new Verification(Status.EXPIRED, detail);
    }

    public boolean isValid() {
        return status == Status.VALID;
    }

    /** The reason to count when a message with this outcome is dropped. */
    public DropReason dropReason() {
        return status.reason;
    }

    /** Kinds of outcome. */
    public enum Status {
        VALID(DropReason.REJECTED),
        INVALID(DropReason.BAD_SIGNATURE),
        UNKNOWN_SIGNER(DropReason.UNKNOWN_SIGNER),
        EXPIRED(DropReason.EXPIRED_IDENTITY);

        private final DropReason reason;

        Status(DropReason reason) {
            this.reason = reason;
        }
    }
}
