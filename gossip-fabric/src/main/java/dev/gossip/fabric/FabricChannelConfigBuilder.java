package dev.gossip.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.fabric.block.BlockHeader;
import dev.gossip.fabric.block.BlockVerifier;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.fabric.config.ChannelConfiguration;
import dev.gossip.fabric.privatedata.PrivateDataSetup;
import dev.gossip.membership.Seed;
import dev.gossip.spi.store.OrderedStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what a {@link FabricChannelConfig} holds, which says what each part means. Not thread-safe. */
public final class FabricChannelConfigBuilder {

    private final String name;
    private final Set<String> organisations = new HashSet<>();
    private final List<Seed> anchors = new ArrayList<>();
    private Optional<OrderedStore> store = Optional.empty();
    private Optional<OrdererSigners> orderers = Optional.empty();
    private Optional<Bytes> genesisHash = Optional.empty();
    private boolean blockPull = true;
    private boolean transfer = true;
    private Optional<PrivateDataSetup> privateData = Optional.empty();
    private final Optional<ChannelConfiguration> configuration;

    FabricChannelConfigBuilder(String name) {
        this.name = name;
        this.configuration = Optional.empty();
    }

    FabricChannelConfigBuilder(ChannelConfiguration configuration, Bytes block) {
        this.name = configuration.channel();
        this.configuration = Optional.of(configuration);
        organisations.addAll(configuration.members().keySet());
        orderers = Optional.of(OrdererSigners.under(configuration));
        genesisHash = BlockVerifier.headerOf(block)
                .filter(header -> header.number() == 0)
                .map(BlockHeader::hash);
    }

    /** @throws GossipException if they follow from a configuration block */
    public FabricChannelConfigBuilder organisations(String... mspIds) {
        requireNoConfiguration("organisations");
        organisations.addAll(List.of(mspIds));
        return this;
    }

    public FabricChannelConfigBuilder store(OrderedStore chosen) {
        store = Optional.of(chosen);
        return this;
    }

    /** @throws GossipException if they follow from a configuration block */
    public FabricChannelConfigBuilder orderers(OrdererSigners chosen) {
        requireNoConfiguration("orderers");
        orderers = Optional.of(chosen);
        return this;
    }

    public FabricChannelConfigBuilder genesisHash(Bytes headerHash) {
        genesisHash = Optional.of(headerHash);
        return this;
    }

    public FabricChannelConfigBuilder anchor(String organisation, PeerAddress address) {
        anchors.add(new Seed(address, Optional.of(organisation)));
        return this;
    }

    public FabricChannelConfigBuilder blockPull(boolean enabled) {
        blockPull = enabled;
        return this;
    }

    public FabricChannelConfigBuilder transfer(boolean enabled) {
        transfer = enabled;
        return this;
    }

    public FabricChannelConfigBuilder privateData(PrivateDataSetup chosen) {
        privateData = Optional.of(chosen);
        return this;
    }

    /** @throws GossipException naming what is missing and the method that sets it */
    public FabricChannelConfig build() {
        return new FabricChannelConfig(
                name,
                organisations,
                store.orElseThrow(() -> missing("a store for its blocks", "store")),
                orderers.orElseThrow(() -> missing("orderers whose signatures count", "orderers")),
                genesisHash,
                anchors,
                blockPull,
                transfer,
                privateData,
                configuration);
    }

    private void requireNoConfiguration(String method) {
        if (configuration.isPresent()) {
            throw new GossipException("channel '" + name + "' takes its " + method
                    + " from its configuration block; leave out " + method + "(...), or begin with named(...)");
        }
    }

    private GossipException missing(String what, String method) {
        return new GossipException("channel '" + name + "' needs " + what + "; set it with " + method + "(...)");
    }
}
