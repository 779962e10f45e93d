package dev.gossip.examples.node;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.OrganisationTrust;
import dev.gossip.examples.config.NodeConfig;
import dev.gossip.fabric.FabricChannelConfig;
import dev.gossip.fabric.FabricChannelConfigBuilder;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.fabric.privatedata.PrivateDataSetup;
import dev.gossip.fabric.privatedata.collection.PrivateCollections;
import dev.gossip.fabric.privatedata.store.InMemoryTransientStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who takes part in a channel and who signs its blocks; the one place that knows how the file says so. */
final class ChannelWiring {

    private static final String ORDERERS = "OrdererMSP";

    /** Above it, files are not read: Fabric's largest message is no larger. */
    private static final long MAX_BLOCK_BYTES = 100L << 20;

    /** For pushed data that waits for its block. */
    private static final long PENDING_BYTES = 16L << 20;

    private ChannelWiring() {}

    /**
     * A channel as the node joins it.
     *
     * @param transfer whether missing blocks are asked for
     * @throws GossipException naming the file or key that prevents it
     */
    static FabricChannelConfig of(NodeConfig.Channel channel, boolean transfer, BlockStores stores, TimeSource time) {
        FabricChannelConfigBuilder builder = channel.hasBlock() ? ofBlock(channel) : ofKeys(channel, time);
        if (!channel.genesisHash().isEmpty()) {
            builder.genesisHash(Bytes.fromHex(channel.genesisHash()));
        }
        channel.anchors().forEach(anchor -> builder.anchor(anchor.mspId(), PeerAddress.parse(anchor.address())));
        FabricChannelConfig config = builder.transfer(transfer)
                .store(stores.open(channel.name()))
                .privateData(new PrivateDataSetup(
                        PrivateCollections.NONE,
                        new InMemoryTransientStore(PENDING_BYTES),
                        stores.openPrivate(channel.name())))
                .build();
        if (!config.name().equals(channel.name())) {
            throw new GossipException(channel.block() + ": configures channel '" + config.name() + "', not '"
                    + channel.name() + "' as key 'channels' says");
        }
        return config;
    }

    private static FabricChannelConfigBuilder ofBlock(NodeConfig.Channel channel) {
        Path file = channel.block();
        try {
            if (Files.size(file) > MAX_BLOCK_BYTES) {
                throw new GossipException("above the limit of " + MAX_BLOCK_BYTES + " bytes for a block");
            }
            return FabricChannelConfig.fromBlock(Bytes.wrap(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new GossipException(file + ": cannot be read: " + e, e);
        } catch (GossipException e) {
            throw new GossipException(file + ": " + e.getMessage(), e);
        }
    }

    private static FabricChannelConfigBuilder ofKeys(NodeConfig.Channel channel, TimeSource time) {
        String mspId = channel.ordererMsp().isEmpty() ? ORDERERS : channel.ordererMsp();
        OrganisationTrust orderers = OrganisationTrust.builder()
                .organisation(mspId, IdentityWiring.certificates(channel.ordererCa()), List.of())
                .build(time);
        return FabricChannelConfig.named(channel.name())
                .organisations(channel.organisations().toArray(String[]::new))
                .orderers(OrdererSigners.admittedBy(orderers, mspId).withUnit("orderer"));
    }
}
