package dev.gossip.examples.bridge.demo;

import dev.gossip.api.Topic;
import dev.gossip.orbs.codec.OrbsTopic;

/** What things are called in the demonstration. */
final class Names {

    static final String FISCO = "fisco";
    static final String ORBS = "orbs";
    static final String FABRIC = "fabric";

    static final String ORGANISATION = "Org1MSP";
    static final String CHANNEL = "ch1";
    static final long VIRTUAL_CHAIN = 42;

    /** The three topics that the route joins. */
    static final String AMOP_TOPIC = "orders";

    static final OrbsTopic ORBS_TOPIC = OrbsTopic.TRANSACTION_RELAY;
    static final int ORBS_TYPE = 1;
    static final Topic CHANNEL_TOPIC = Topic.of(CHANNEL, "orders");

    private Names() {}
}
