package dev.gossip.amop;

import dev.gossip.api.observe.DropReason;

/** Why a topic or a message of AMOP was dropped. */
public final class AmopDrops {

    /** A topic that is empty, longer than {@code topicBytes} or has control characters. */
    public static final DropReason BAD_TOPIC = new DropReason("bad-topic");

    /** More topics than {@code topicsPerClient}, {@code topicsPerNode} or {@code topics} allow. */
    public static final DropReason TOO_MANY_TOPICS = new DropReason("too-many-topics");

    /** A subscriber has {@code subscriberQueue} messages, or {@code subscriberBytes} of them, that it has not answered. */
    public static final DropReason SLOW_SUBSCRIBER = new DropReason("slow-subscriber");

    /** A multicast of a topic that nobody here has. */
    public static final DropReason NO_SUBSCRIBER = new DropReason("no-subscriber");

    /** The subscribers of a private topic at a node did not prove who they are. */
    public static final DropReason UNVERIFIED = new DropReason("unverified-subscriber");

    /** A message of somebody who does not say who it is. */
    public static final DropReason NAMELESS_PEER = new DropReason("nameless-peer");

    private AmopDrops() {}
}
