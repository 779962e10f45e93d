package dev.gossip.api.observe;

/**
 * Why something was dropped, refused or cut: a stable kebab-case code that is also the metric tag. Protocols and
 * extensions add their own constants.
 */
public record DropReason(String code) {

    public static final DropReason MALFORMED = new DropReason("malformed");
    public static final DropReason FRAME_TOO_LARGE = new DropReason("frame-too-large");
    public static final DropReason BAD_SIGNATURE = new DropReason("bad-signature");
    public static final DropReason UNSIGNED = new DropReason("unsigned");
    public static final DropReason UNKNOWN_SIGNER = new DropReason("unknown-signer");
    public static final DropReason EXPIRED_IDENTITY = new DropReason("expired-identity");
    public static final DropReason UNTRUSTED_IDENTITY = new DropReason("untrusted-identity");
    public static final DropReason DUPLICATE = new DropReason("duplicate");
    public static final DropReason SUPERSEDED = new DropReason("superseded");
    public static final DropReason UNKNOWN_SCOPE = new DropReason("unknown-scope");
    public static final DropReason UNHANDLED_BODY = new DropReason("unhandled-body");
    public static final DropReason REJECTED = new DropReason("rejected");
    public static final DropReason HANDLER_FAILED = new DropReason("handler-failed");
    public static final DropReason MAILBOX_FULL = new DropReason("mailbox-full");
    public static final DropReason LANE_FULL = new DropReason("lane-full");
    public static final DropReason VERIFY_QUEUE_FULL = new DropReason("verify-queue-full");
    public static final DropReason CONGESTED = new DropReason("congested");
    public static final DropReason NO_LINK = new DropReason("no-link");
    public static final DropReason WITHHELD = new DropReason("withheld");
    public static final DropReason GREETING_TIMEOUT = new DropReason("greeting-timeout");
    public static final DropReason GREETING_REFUSED = new DropReason("greeting-refused");
    public static final DropReason NO_PEER_CERTIFICATE = new DropReason("no-peer-certificate");
    public static final DropReason WRONG_CHANNEL_BINDING = new DropReason("wrong-channel-binding");
    public static final DropReason WRONG_PEER = new DropReason("wrong-peer");
    public static final DropReason SELF_CONNECTION = new DropReason("self-connection");
    public static final DropReason REPLACED = new DropReason("replaced");
    public static final DropReason UNMATCHED_RESPONSE = new DropReason("unmatched-response");

    @Override
    public String toString() {
        return code;
    }
}
