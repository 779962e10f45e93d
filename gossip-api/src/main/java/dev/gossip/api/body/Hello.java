package dev.gossip.api.body;

import dev.gossip.api.Body;

/**
 * Pull, step 1: asks what the other side holds.
 *
 * @param itemType which kind of item, for example {@code block} or {@code identity}
 * @param nonce ties the four steps of one round with one partner together
 */
public record Hello(String itemType, long nonce) implements Body {}
