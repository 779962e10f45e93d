package dev.gossip.api;

/** A handler's judgement of a message; forwarding waits for it. */
public enum Verdict {
    /** Good: remember it and let the router forward it. */
    ACCEPT,
    /** Wrong: do not forward, count it against the link peer. */
    REJECT,
    /** Not for us or nothing new: do not forward, blame nobody. */
    IGNORE
}
