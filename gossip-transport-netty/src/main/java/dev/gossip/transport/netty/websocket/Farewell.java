package dev.gossip.transport.netty.websocket;

/** The event by which a connection says that everything is written and its direction ends now. */
public enum Farewell {
    /** There is only one. */
    SAID
}
