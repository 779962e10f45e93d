package dev.gossip.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.fabric.privatedata.PrivateDataSetup;
import dev.gossip.membership.Seed;
import dev.gossip.spi.store.OrderedStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One channel as this node takes part in it. Made by {@link #named}.
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
        Optional<PrivateDataSetup> privateData) {

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

    /** Begins the description of a channel that pulls and transfers blocks. */
    public static FabricChannelConfigBuilder named(String name) {
        return new FabricChannelConfigBuilder(name);
    }
}
