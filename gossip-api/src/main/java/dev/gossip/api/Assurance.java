package dev.gossip.api;

/** How strong the evidence is that a link peer is who it says. */
public enum Assurance {
    /** Proven by possession of a key bound to this connection. */
    AUTHENTICATED,
    /** Said, not proven. */
    CLAIMED,
    /** Nothing is known. */
    UNKNOWN
}
