package dev.gossip.spi.crypto;

import dev.gossip.api.observe.DropReason;

/**
 * The outcome of a check.
 *
 * @param detail for people: what was wrong; empty if valid
 */
public record Verification(Status status, String detail) {

    /** The signature is good. */
    public static final Verification VALID = new Verification(Status.VALID, "");

    /** The signature is wrong. */
    public static Verification invalid(String detail) {
        return new Verification(Status.INVALID, detail);
    }

    /** The signer is not known (yet). */
    public static Verification unknownSigner(String detail) {
        return new Verification(Status.UNKNOWN_SIGNER, detail);
    }

    /** The signer's identity is past its end. */
    public static Verification expired(String detail) {
        return new Verification(Status.EXPIRED, detail);
    }

    /** Whether the status is {@link Status#VALID}. */
    public boolean isValid() {
        return status == Status.VALID;
    }

    /** The reason to count when a message with this outcome is dropped. */
    public DropReason dropReason() {
        return status.reason;
    }

    /** Kinds of outcome. */
    public enum Status {
        /** Good. */
        VALID(DropReason.REJECTED),
        /** Wrong, for good. */
        INVALID(DropReason.BAD_SIGNATURE),
        /** Cannot be checked now; a later copy may succeed. */
        UNKNOWN_SIGNER(DropReason.UNKNOWN_SIGNER),
        /** The signer's identity is past its end. */
        EXPIRED(DropReason.EXPIRED_IDENTITY);

        private final DropReason reason;

        Status(DropReason reason) {
            this.reason = reason;
        }
    }
}
