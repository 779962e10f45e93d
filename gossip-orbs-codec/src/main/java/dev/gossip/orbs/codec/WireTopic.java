package dev.gossip.orbs.codec;

/** Numbers of topics beyond those of {@link OrbsTopic}; nodes that do not know them drop their messages. */
final class WireTopic {

    /** Forwarding of large messages. */
    static final int FORWARD = 4;

    /** Application messages; the type is the configured service. */
    static final int APPLICATION = 5;

    /** Where the dialler of a link listens; the type is the configured service. */
    static final int INTRODUCTION = 6;

    private WireTopic() {}
}
