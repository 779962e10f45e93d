package dev.gossip.fabric.config;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.fabric.codec.SerializedIdentity;
import dev.gossip.fabric.msp.Msp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.common.Capabilities;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.OrdererAddresses;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.hyperledger.fabric.protos.peer.AnchorPeer;
import org.hyperledger.fabric.protos.peer.AnchorPeers;

/** Reads one {@code common.Config}: the sections Application and Orderer, their organisations, and all policies. */
final class ConfigReader {

    /** Far above what channels have; a bound on what one configuration can become. */
    static final int MAX_ENTRIES = 1024;

    private static final String APPLICATION = "Application";
    private static final String ORDERER = "Orderer";

    private final String channel;
    private final long block;
    private final Config config;

    ConfigReader(String channel, long block, Config config) {
        this.channel = channel;
        this.block = block;
        this.config = config;
    }

    ChannelConfiguration read() {
        ConfigGroup root = config.getChannelGroup();
        ConfigGroup application = section(root, APPLICATION);
        ConfigGroup orderer = section(root, ORDERER);
        Map<String, ChannelOrganisation> orderers = organisations(orderer, "/Channel/Orderer");
        return new ChannelConfiguration(
                channel,
                block,
                config.getSequence(),
                organisations(application, "/Channel/Application"),
                orderers,
                Map.of(
                        ConfigBlock.CHANNEL,
                        capabilities(root, "/Channel"),
                        APPLICATION,
                        capabilities(application, "/Channel/Application"),
                        ORDERER,
                        capabilities(orderer, "/Channel/Orderer")),
                ordering(root, orderer, orderers),
                PolicyGroup.read(root, "/Channel"));
    }

    private static ConfigGroup section(ConfigGroup root, String name) {
        return Optional.ofNullable(root.getGroupsMap().get(name))
                .orElseThrow(() -> new GossipException("/Channel has no group " + name
                        + "; is it the configuration of a system channel or of another kind of channel?"));
    }

    private static Map<String, ChannelOrganisation> organisations(ConfigGroup section, String path) {
        requireFew(section.getGroupsCount(), path + ": groups");
        Map<String, ChannelOrganisation> found = new LinkedHashMap<>();
        section.getGroupsMap()
                .forEach((name, group) -> organisation(name, group, path + "/" + name)
                        .ifPresent(organisation -> {
                            if (found.put(organisation.mspId(), organisation) != null) {
                                throw new GossipException(
                                        path + ": two organisations have the MSP id '" + organisation.mspId() + "'");
                            }
                        }));
        return found;
    }

    private static Optional<ChannelOrganisation> organisation(String name, ConfigGroup group, String path) {
        ConfigValue msp = group.getValuesMap().get("MSP");
        if (msp == null) {
            throw new GossipException(path + ": the organisation has no MSP");
        }
        try {
            return Msp.parse(Bytes.wrap(msp.getValue().toByteArray()))
                    .map(read -> new ChannelOrganisation(name, read, anchors(group, path), endpoints(group, path)));
        } catch (GossipException e) {
            throw new GossipException(path + ": " + e.getMessage(), e);
        }
    }

    private static List<String> endpoints(ConfigGroup group, String path) {
        return value(group, "Endpoints", OrdererAddresses.parser(), path)
                .<List<String>>map(OrdererAddresses::getAddressesList)
                .orElse(List.of());
    }

    private static List<PeerAddress> anchors(ConfigGroup group, String path) {
        List<AnchorPeer> written = value(group, "AnchorPeers", AnchorPeers.parser(), path)
                .map(AnchorPeers::getAnchorPeersList)
                .orElse(List.of());
        requireFew(written.size(), path + ": anchor peers");
        return written.stream().flatMap(anchor -> address(anchor).stream()).toList();
    }

    /** As in Fabric, an anchor that nobody can dial is passed over. */
    private static Optional<PeerAddress> address(AnchorPeer anchor) {
        try {
            return anchor.getPort() == 0
                    ? Optional.empty()
                    : Optional.of(PeerAddress.of(anchor.getHost(), anchor.getPort()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Set<String> capabilities(ConfigGroup group, String path) {
        return value(group, "Capabilities", Capabilities.parser(), path)
                .map(capabilities ->
                        Set.copyOf(capabilities.getCapabilitiesMap().keySet()))
                .orElse(Set.of());
    }

    private static OrderingService ordering(
            ConfigGroup root, ConfigGroup orderer, Map<String, ChannelOrganisation> organisations) {
        Set<String> addresses =
                new LinkedHashSet<>(value(root, "OrdererAddresses", OrdererAddresses.parser(), "/Channel")
                        .<List<String>>map(OrdererAddresses::getAddressesList)
                        .orElse(List.of()));
        organisations.values().forEach(organisation -> addresses.addAll(organisation.endpoints()));
        requireFew(addresses.size(), "addresses of orderers");
        String type = value(orderer, "ConsensusType", ConsensusType.parser(), "/Channel/Orderer")
                .map(ConsensusType::getType)
                .orElseThrow(() -> new GossipException("/Channel/Orderer has no ConsensusType"));
        return new OrderingService(type, consenters(orderer), new ArrayList<>(addresses));
    }

    private static Map<Integer, SerializedIdentity> consenters(ConfigGroup orderer) {
        List<Consenter> written = value(orderer, "Orderers", Orderers.parser(), "/Channel/Orderer")
                .map(Orderers::getConsenterMappingList)
                .orElse(List.of());
        requireFew(written.size(), "/Channel/Orderer: consenters");
        Map<Integer, SerializedIdentity> found = new LinkedHashMap<>();
        for (Consenter consenter : written) {
            SerializedIdentity identity = new SerializedIdentity(
                    consenter.getMspId(), Bytes.wrap(consenter.getIdentity().toByteArray()));
            if (found.put(consenter.getId(), identity) != null) {
                throw new GossipException("/Channel/Orderer: two consenters have the number "
                        + Integer.toUnsignedString(consenter.getId()));
            }
        }
        return found;
    }

    private static <V> Optional<V> value(ConfigGroup group, String name, Parser<V> parser, String path) {
        ConfigValue value = group.getValuesMap().get(name);
        if (value == null) {
            return Optional.empty();
        }
        ByteString content = value.getValue();
        try {
            return Optional.of(parser.parseFrom(content));
        } catch (InvalidProtocolBufferException e) {
            throw new GossipException(path + "/" + name + ": unreadable: " + e.getMessage(), e);
        }
    }

    private static void requireFew(int count, String what) {
        if (count > MAX_ENTRIES) {
            throw new GossipException(what + ": " + count + ", above the limit of " + MAX_ENTRIES);
        }
    }
}
