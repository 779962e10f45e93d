package dev.gossip.fabric.config;

import dev.gossip.api.PeerAddress;
import dev.gossip.fabric.msp.Msp;
import java.util.List;

/**
 * An organisation in a channel's configuration.
 *
 * @param name of its group in the configuration, which is often but not always its MSP id
 * @param msp tells its identities from others
 * @param anchors of a member: its peers that other organisations join by
 * @param endpoints of an ordering organisation: where its orderers listen, {@code host:port} as written
 */
public record ChannelOrganisation(String name, Msp msp, List<PeerAddress> anchors, List<String> endpoints) {

    public ChannelOrganisation {
        anchors = List.copyOf(anchors);
        endpoints = List.copyOf(endpoints);
    }

    public String mspId() {
        return msp.id();
    }
}
