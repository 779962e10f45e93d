package dev.gossip.examples.node;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.OrganisationTrust;
import dev.gossip.examples.config.NodeConfig;
import dev.gossip.fabric.FabricChannelConfig;
import dev.gossip.fabric.FabricChannelConfigBuilder;
import dev.gossip.fabric.block.OrdererSigners;
import java.util.List;

/** Who takes part in a channel and who signs its blocks; the one place that knows how the file says so. */
final class ChannelWiring {

    private static final String ORDERERS = "OrdererMSP";

    private ChannelWiring() {}

    /** Everything but the store. */
    static FabricChannelConfigBuilder of(NodeConfig.Channel channel, TimeSource time) {
        String mspId = channel.ordererMsp().isEmpty() ? ORDERERS : channel.ordererMsp();
        OrganisationTrust orderers = OrganisationTrust.builder()
                .organisation(mspId, IdentityWiring.certificates(channel.ordererCa()), List.of())
                .build(time);
        FabricChannelConfigBuilder builder = FabricChannelConfig.named(channel.name())
                .organisations(channel.organisations().toArray(String[]::new))
                .orderers(OrdererSigners.admittedBy(orderers, mspId).withUnit("orderer"));
        if (!channel.genesisHash().isEmpty()) {
            builder.genesisHash(Bytes.fromHex(channel.genesisHash()));
        }
        channel.anchors().forEach(anchor -> builder.anchor(anchor.mspId(), PeerAddress.parse(anchor.address())));
        return builder;
    }
}
