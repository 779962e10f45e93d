package dev.gossip.api;

/** What is known about who said a message, as opposed to who handed it over. */
public enum OriginProof {
    /** A valid signature of the origin covers the content. */
    PROVEN,
    /** An origin is named but nothing proves it. */
    CLAIMED,
    /** The message names no origin. */
    ABSENT
}
