package dev.gossip.spi.transport;

/** Which share of a connection's queue a frame may use. */
public enum FramePriority {
    /** Keeps the network together: greetings, membership, acknowledgements. */
    CONTROL,
    /** Everything else. */
    DATA
}
