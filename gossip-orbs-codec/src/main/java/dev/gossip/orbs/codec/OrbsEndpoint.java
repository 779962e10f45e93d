package dev.gossip.orbs.codec;

import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.Dissemination;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkPolicy;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.Redaction;
import dev.gossip.spi.protocol.SigningPolicy;
import dev.gossip.spi.protocol.Supersession;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Orbs' protocol as one endpoint speaks it. */
final class OrbsEndpoint implements EndpointProtocol {

    private final EndpointContext context;
    private final OrbsConfig config;
    private final TopologyHolder topology;
    private final OrbsCodec codec;
    private final List<PeerAddress> knownPeers;
    private final Introductions introductions;
    private final OrbsRules rules = new OrbsRules();
    private final InboundPlaces places = new InboundPlaces();

    /** @param described whether settings are all there is; else an {@link OrbsPeer} knows the network and dials it */
    OrbsEndpoint(EndpointContext context, OrbsConfig config, TopologyHolder topology, boolean described) {
        this.context = context;
        this.config = config;
        this.topology = topology;
        this.knownPeers = described
                ? topology.get().othersThan(config.node()).values().stream()
                        .map(OrbsNode::address)
                        .toList()
                : List.of();
        this.introductions = new Introductions(context, config, described && knownPeers.isEmpty());
        long millis = context.time().now().toEpochMilli();
        this.codec = new OrbsCodec(config, TimeUnit.MILLISECONDS.toMicros(millis));
    }

    @Override
    public NodeId self() {
        return config.node();
    }

    @Override
    public List<PeerAddress> knownPeers() {
        return knownPeers;
    }

    @Override
    public OrbsCodec codec() {
        return codec;
    }

    @Override
    public LinkSession newSession(LinkControl control) {
        return control.dialled()
                ? new DialledSession(context.endpoint(), control, config, topology, introductions, context.time())
                : new AcceptedSession(
                        context.endpoint(), control, config, topology, introductions, places, context.time());
    }

    /** Nobody greets, so a connection is a link as soon as it is open. */
    @Override
    public LinkPolicy linkPolicy() {
        return new LinkPolicy(
                false,
                LinkPolicy.Duplicates.NEWEST_THEN_LOWER_ID,
                config.timing().networkTimeout(),
                config.queues().sendMessages());
    }

    @Override
    public SigningPolicy signing() {
        return rules;
    }

    @Override
    public Verification verify(Sealed sealed) {
        return Verification.VALID;
    }

    @Override
    public Supersession supersession() {
        return rules;
    }

    @Override
    public Dissemination dissemination() {
        return rules;
    }

    @Override
    public Redaction redaction() {
        return Redaction.NONE;
    }
}
