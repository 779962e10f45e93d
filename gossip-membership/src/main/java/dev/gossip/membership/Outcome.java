package dev.gossip.membership;

/** What a statement did to the member table. */
enum Outcome {
    /** Its subject was unknown. */
    NEW,
    /** Its subject was dead and is alive again. */
    REVIVED,
    /** Newer, and its subject is to be reached differently from before. */
    MOVED,
    /** Newer, nothing else. */
    RENEWED,
    /** Not newer than what is known or buried. */
    STALE,
    /** Its subject is unknown and there is no room. */
    FULL;

    boolean isNews() {
        return this != STALE && this != FULL;
    }
}
