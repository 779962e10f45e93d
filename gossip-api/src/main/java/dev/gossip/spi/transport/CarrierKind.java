package dev.gossip.spi.transport;

/** What a transport carries natively. Only protocols with a {@link Carriage} for it are considered. */
public enum CarrierKind {
    /** An undivided stream of bytes (TCP): the protocol's framing cuts it. */
    BYTE_STREAM,
    /** A stream of whole messages (websocket). */
    MESSAGE_STREAM,
    /** HTTP/2 calls (gRPC). */
    CALLS
}
