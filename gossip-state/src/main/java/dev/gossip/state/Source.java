package dev.gossip.state;

/** The way by which an item came to this node. */
public enum Source {
    /** A peer pushed it. */
    PUSH,
    /** It was fetched by pull. */
    PULL,
    /** A peer sent it because we asked for a range of items that we lacked. */
    TRANSFER,
    /** This node obtained it itself, for example from an orderer. */
    OWN
}
