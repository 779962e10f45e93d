package dev.gossip.fabric.privatedata;

import dev.gossip.spi.store.OrderedStore;

/**
 * The private data of one channel: where its blocks are, by which rules data goes to whom, and where it is kept.
 *
 * @param blocks the committed blocks; only read
 */
public record PrivateDataSpec(
        String endpoint,
        String channel,
        OrderedStore blocks,
        PrivateDataSetup setup,
        PrivateDataConfig config,
        ChannelMembers members) {}
