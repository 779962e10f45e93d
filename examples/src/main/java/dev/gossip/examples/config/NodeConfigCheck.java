package dev.gossip.examples.config;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the shape of the file cannot say: which values make sense, and which fit together. */
final class NodeConfigCheck {

    private static final List<String> PROTOCOLS = List.of("fabric");

    private NodeConfigCheck() {}

    /** @throws GossipException naming {@code file}, the key and what to do */
    static void check(NodeConfig config, String file) {
        try {
            check(config);
        } catch (GossipException e) {
            throw new GossipException(file + ": " + e.getMessage(), e);
        }
    }

    private static void check(NodeConfig config) {
        if (!PROTOCOLS.contains(config.protocol())) {
            throw new GossipException(
                    "key 'protocol' is '" + config.protocol() + "'; this version runs [fabric, fisco, orbs, chronos]");
        }
        address("listen", config.listen());
        if (!config.endpoint().isEmpty()) {
            address("endpoint", config.endpoint());
        }
        if (!config.externalEndpoint().isEmpty()) {
            address("externalEndpoint", config.externalEndpoint());
        }
        config.bootstrap().forEach(seed -> address("bootstrap", seed));
        if (!config.status().isEmpty()) {
            address("status", config.status());
        }
        store(config.store());
        identity(config);
        clientPair(config.tls());
        config.channels().forEach(channel -> channel(config, channel));
        GossipSettings.toFabricConfig(config.gossip());
        GossipSettings.isTransferEnabled(config.gossip());
        GossipSettings.toLimits(config.gossip());
    }

    private static void store(NodeConfig.Store store) {
        oneOf("store.type", store.type(), List.of("memory", "mvstore"));
        oneOf("store.durability", store.durability(), List.of("", "disk", "process"));
        oneOf("store.check", store.check(), List.of("", "newest", "all"));
        boolean durable = store.type().equals("mvstore");
        if (durable == store.dir().toString().isEmpty()) {
            throw new GossipException("key 'store.dir' "
                    + (durable ? "is missing; name a folder for the blocks" : "is of use with 'type: mvstore' only"));
        }
        if (!durable && !(store.durability() + store.check()).isEmpty()) {
            throw new GossipException("keys 'store.durability' and 'store.check' are of use with 'type: mvstore' only");
        }
    }

    private static void oneOf(String key, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new GossipException("key '" + key + "' is '" + value + "'; known are "
                    + allowed.stream().filter(name -> !name.isEmpty()).toList());
        }
    }

    private static void address(String key, String text) {
        try {
            PeerAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new GossipException("key '" + key + "': " + e.getMessage(), e);
        }
    }

    /** Either an MSP directory, or files and organisations one by one. */
    private static void identity(NodeConfig config) {
        boolean files = config.identity() != null || !config.organisations().isEmpty();
        if (config.msp() != null && files) {
            throw new GossipException("key 'msp' already says who the node is and whom it trusts; leave out 'identity'"
                    + " and 'organisations'");
        }
        if (config.msp() == null
                && (config.identity() == null || config.organisations().isEmpty())) {
            throw new GossipException("key 'msp' is missing; name the id and folder of an MSP, or give both 'identity'"
                    + " and 'organisations'");
        }
        if (config.msp() == null) {
            require("identity.mspId", config.mspId(), known(config));
        }
    }

    private static void clientPair(NodeConfig.TlsFiles tls) {
        if (tls.clientCert().toString().isEmpty() != tls.clientKey().toString().isEmpty()) {
            throw new GossipException("keys 'tls.clientCert' and 'tls.clientKey' belong together; give both, or neither"
                    + " to dial with 'tls.cert'");
        }
    }

    private static void channel(NodeConfig config, NodeConfig.Channel channel) {
        String key = "channels." + channel.name();
        // Also the name of a file.
        if (!channel.name().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,248}")) {
            throw new GossipException("'" + channel.name()
                    + "' is no name for a channel; use up to 249 letters, digits," + " dots, hyphens and underscores");
        }
        if (channel.hasBlock()) {
            block(config, channel, key);
        } else if (channel.organisations().isEmpty() || channel.ordererCa().isEmpty()) {
            throw new GossipException("key '" + key + ".block' is missing; name a file with the channel's genesis block"
                    + " or a later configuration block, or give both 'organisations' and 'ordererCa'");
        }
        if (config.msp() == null) {
            channel.organisations().forEach(name -> require(key, name, known(config)));
        }
        channel.anchors().forEach(anchor -> address(key + ".anchors", anchor.address()));
        if (!channel.genesisHash().matches("([0-9a-fA-F]{64})?")) {
            throw new GossipException("key '" + key + ".genesisHash' must be 64 hexadecimal digits");
        }
    }

    private static void block(NodeConfig config, NodeConfig.Channel channel, String key) {
        if (config.msp() == null) {
            throw new GossipException("key '" + key
                    + ".block' needs key 'msp', since the organisations of the block are" + " judged by their MSPs");
        }
        if (!channel.organisations().isEmpty()
                || !channel.ordererCa().isEmpty()
                || !channel.ordererMsp().isEmpty()) {
            throw new GossipException("key '" + key + ".block' already says who takes part and who signs; leave out"
                    + " 'organisations', 'ordererCa' and 'ordererMsp'");
        }
    }

    private static Set<String> known(NodeConfig config) {
        return config.organisations().stream()
                .map(NodeConfig.Organisation::mspId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void require(String key, String organisation, Set<String> known) {
        if (!known.contains(organisation)) {
            throw new GossipException(
                    "key '" + key + "' names organisation '" + organisation + "', but 'organisations' lists " + known);
        }
    }
}
