package dev.gossip.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.fabric.config.ChannelConfiguration;
import dev.gossip.fabric.privatedata.PrivateDataSetup;
import dev.gossip.membership.Seed;
import dev.gossip.spi.store.OrderedStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One channel as this node takes part in it. Made by {@link #fromBlock} or {@link #named}.
 *
 * @param organisations MSP ids of the member organisations, ours among them
 * @param store where committed blocks are kept; closed by its maker, after the node
 * @param orderers whose signatures make a block valid
 * @param genesisHash hash of the header of block 0, which nobody signs; absent means that block 0 comes from the store
 * @param anchors addresses of other organisations, or of ours, to join by beside the endpoint's seeds
 * @param blockPull whether blocks are pulled from nodes of our organisation and offered to them
 * @param transfer whether this node asks others for blocks that it lacks; others are answered in any case. Fabric's
 *     {@code state.enabled}, which it ships as {@code false} since each of its peers fetches blocks from the orderers
 * @param privateData the channel's collections and where their data is kept; without it, private data is neither taken
 *     nor given
 * @param configuration what members, orderers and further anchors follow from, and its policies; without one every
 *     identity of a member may read, and nothing changes while the channel runs
 */
public record FabricChannelConfig(
        String name,
        Set<String> organisations,
        OrderedStore store,
        OrdererSigners orderers,
        Optional<Bytes> genesisHash,
        List<Seed> anchors,
        boolean blockPull,
        boolean transfer,
        Optional<PrivateDataSetup> privateData,
        Optional<ChannelConfiguration> configuration) {

    /** @throws IllegalArgumentException if there is no name or no organisation */
    public FabricChannelConfig {
        organisations = Set.copyOf(organisations);
        anchors = List.copyOf(anchors);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a channel needs a name");
        }
        if (organisations.isEmpty()) {
            throw new IllegalArgumentException("channel '" + name + "' needs at least one member organisation");
        }
    }

    /**
     * Begins the description of a channel whose members, orderers, policies and anchors follow from its configuration: first
     * from this block, or from the store if that holds a later one, then from each configuration block that is committed.
     *
     * @param block the genesis block, whose hash is then required of block 0, or a later configuration block; it is believed
     * @throws GossipException if it is no configuration block, or naming what in it is wrong
     */
    public static FabricChannelConfigBuilder fromBlock(Bytes block) {
        return new FabricChannelConfigBuilder(ChannelConfiguration.fromBlock(block), block);
    }

    /** Begins the description of a channel that pulls and transfers blocks. */
    public static FabricChannelConfigBuilder named(String name) {
        return new FabricChannelConfigBuilder(name);
    }

    /** The same with the latest configuration that the store knows of, if that is later. Reads the store. */
    FabricChannelConfig withStored() {
        return configuration
                .flatMap(given -> stored().filter(found ->
                        found.channel().equals(name) && Long.compareUnsigned(found.sequence(), given.sequence()) > 0))
                .map(this::with)
                .orElse(this);
    }

    private Optional<ChannelConfiguration> stored() {
        long height = store.height();
        return height == 0
                ? Optional.empty()
                : store.read(height - 1)
                        .flatMap(ChannelConfiguration::lastConfigurationOf)
                        .flatMap(store::read)
                        .flatMap(ChannelConfiguration::inBlock);
    }

    private FabricChannelConfig with(ChannelConfiguration later) {
        return new FabricChannelConfig(
                name,
                later.members().keySet(),
                store,
                OrdererSigners.under(later),
                genesisHash,
                anchors,
                blockPull,
                transfer,
                privateData,
                Optional.of(later));
    }

    /** All addresses to join by under a configuration: its anchors and those given beside it. */
    List<Seed> seeds(Optional<ChannelConfiguration> now) {
        Stream<Seed> configured = now.stream()
                .flatMap(configuration -> configuration.members().values().stream())
                .flatMap(member ->
                        member.anchors().stream().map(anchor -> new Seed(anchor, Optional.of(member.mspId()))));
        return Stream.concat(configured, anchors.stream()).distinct().toList();
    }
}
