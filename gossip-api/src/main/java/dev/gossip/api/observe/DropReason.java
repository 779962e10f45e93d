package dev.gossip.api.observe;

/**
 * Why something was dropped, refused or cut: a stable kebab-case code that is also the metric tag. Protocols and
 * extensions add their own constants.
 */
public record DropReason(String code) {

    /** Bytes that break a rule of the protocol. */
    public static final DropReason MALFORMED = new DropReason("malformed");
    /** Above the frame limit of the protocol. */
    public static final DropReason FRAME_TOO_LARGE = new DropReason("frame-too-large");
    /** The signature does not fit the content and the signer. */
    public static final DropReason BAD_SIGNATURE = new DropReason("bad-signature");
    /** A signature is due and absent. */
    public static final DropReason UNSIGNED = new DropReason("unsigned");
    /** Nothing is known of who is said to have signed; a later copy may succeed. */
    public static final DropReason UNKNOWN_SIGNER = new DropReason("unknown-signer");
    /** The signer's identity is past its end. */
    public static final DropReason EXPIRED_IDENTITY = new DropReason("expired-identity");
    /** Trust refuses the identity. */
    public static final DropReason UNTRUSTED_IDENTITY = new DropReason("untrusted-identity");
    /** Another copy came first. */
    public static final DropReason DUPLICATE = new DropReason("duplicate");
    /** A newer statement about the same is held. */
    public static final DropReason SUPERSEDED = new DropReason("superseded");
    /** About a scope that this node does not take part in. */
    public static final DropReason UNKNOWN_SCOPE = new DropReason("unknown-scope");
    /** No extension handles such a body. */
    public static final DropReason UNHANDLED_BODY = new DropReason("unhandled-body");
    /** A handler judged it wrong. */
    public static final DropReason REJECTED = new DropReason("rejected");
    /** A handler or the protocol threw, or gave no verdict in time. */
    public static final DropReason HANDLER_FAILED = new DropReason("handler-failed");
    /** A subscription's mailbox is full ({@code mailboxMessages}). */
    public static final DropReason MAILBOX_FULL = new DropReason("mailbox-full");
    /** The lane of the scope is full ({@code laneTasks}). */
    public static final DropReason LANE_FULL = new DropReason("lane-full");
    /** Too much waits for verification. */
    public static final DropReason VERIFY_QUEUE_FULL = new DropReason("verify-queue-full");

    /** All inbound places of an endpoint are taken ({@code inboundLinks}). */
    public static final DropReason TOO_MANY_LINKS = new DropReason("too-many-links");
    /** One host has all the connections it may have ({@code InboundLimits.connectionsPerHost}). */
    public static final DropReason TOO_MANY_FROM_HOST = new DropReason("too-many-from-host");
    /** One host connects too often ({@code InboundLimits.connectsPerSecond}, {@code connectBurst}). */
    public static final DropReason CONNECTS_TOO_FAST = new DropReason("connects-too-fast");
    /** Too many TLS handshakes are in progress ({@code InboundLimits.handshakes}). */
    public static final DropReason TOO_MANY_HANDSHAKES = new DropReason("too-many-handshakes");
    /** Too many TLS handshakes of one host are in progress ({@code InboundLimits.handshakesPerHost}). */
    public static final DropReason TOO_MANY_HANDSHAKES_FROM_HOST = new DropReason("too-many-handshakes-from-host");
    /** The TLS handshake of an inbound connection failed or took too long ({@code connectTimeout}). */
    public static final DropReason HANDSHAKE_FAILED = new DropReason("handshake-failed");

    public static final DropReason CLOSED = new DropReason("closed");
    public static final DropReason CARRIER_FAILED = new DropReason("carrier-failed");
    /** A queue towards the peer is above its mark ({@code highWaterMark}, {@code dialQueueBytes}). */
    public static final DropReason CONGESTED = new DropReason("congested");
    /** There is no link to the peer, nor could one be made. */
    public static final DropReason NO_LINK = new DropReason("no-link");
    /** The protocol forbids showing it to this peer. */
    public static final DropReason WITHHELD = new DropReason("withheld");
    /** The greeting took too long. */
    public static final DropReason GREETING_TIMEOUT = new DropReason("greeting-timeout");
    /** The greeting broke a rule. */
    public static final DropReason GREETING_REFUSED = new DropReason("greeting-refused");
    /** The protocol demands a TLS certificate and the peer showed none. */
    public static final DropReason NO_PEER_CERTIFICATE = new DropReason("no-peer-certificate");
    /** The greeting was signed for another TLS connection. */
    public static final DropReason WRONG_CHANNEL_BINDING = new DropReason("wrong-channel-binding");
    /** Somebody else answered than the one who was dialled. */
    public static final DropReason WRONG_PEER = new DropReason("wrong-peer");
    /** We reached ourselves. */
    public static final DropReason SELF_CONNECTION = new DropReason("self-connection");
    /** Another link to the same peer is used. */
    public static final DropReason REPLACED = new DropReason("replaced");
    /** A response that nobody waits for. */
    public static final DropReason UNMATCHED_RESPONSE = new DropReason("unmatched-response");

    @Override
    public String toString() {
        return code;
    }
}
