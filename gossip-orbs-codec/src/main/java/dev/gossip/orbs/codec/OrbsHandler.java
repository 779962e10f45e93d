package dev.gossip.orbs.codec;

/**
 * A service's receiver. Called by one thread at a time per topic, in the order of arrival; it may block, which delays its own
 * topic only. Only requests ({@link OrbsTopic#isRequest}) are apart: some are served at the same time, in no order and beside
 * the topic's other messages; {@link QueueLimits} says how many. What it throws is counted and keeps the message from nobody
 * else.
 */
@FunctionalInterface
public interface OrbsHandler {

    /** Takes one message. */
    void handle(OrbsMessage message) throws Exception;
}
