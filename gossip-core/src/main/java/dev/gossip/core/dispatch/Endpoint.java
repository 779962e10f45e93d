package dev.gossip.core.dispatch;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.NodeId;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SeedQuery;
import dev.gossip.core.discovery.SeedList;
import dev.gossip.core.link.Dialer;
import dev.gossip.core.link.LinkSetup;
import dev.gossip.core.link.LinkTable;
import dev.gossip.core.store.MessageStore;
import dev.gossip.core.store.SeenMessages;
import dev.gossip.core.store.VerdictCache;
import dev.gossip.spi.Discovery;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import dev.gossip.spi.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One endpoint of a running node: what was chosen for it and what it remembers. */
public final class Endpoint {

    /** As long as GossipSub remembers messages; longer than any path through a healthy network. */
    private static final Duration SEEN_LIFETIME = Duration.ofMinutes(2);

    private static final Duration VERDICT_LIFETIME = Duration.ofMinutes(10);

    private final EndpointConfig config;
    private final Protocol protocol;
    private final EndpointProtocol spoken;
    private final Transport transport;
    private final LinkOptions options;
    private final LinkSetup setup;
    private final LinkTable links;
    private final MessageStore store;
    private final SeenMessages seen;
    private final VerdictCache verdicts;
    private final WaitingFrames waiting;
    private final Map<SeedQuery, Discovery> discoveries;
    private final SeedList seeds;
    private final List<Listener> listeners;
    private @org.jspecify.annotations.Nullable Dialer dialer;

    /** @param listeners empty and thread-safe; shared with whom the protocol asks for our addresses */
    public Endpoint(
            EndpointConfig config,
            Protocol protocol,
            Transport transport,
            LinkOptions options,
            LinkSetup setup,
            Map<SeedQuery, Discovery> discoveries,
            List<Listener> listeners) {
        this.config = config;
        this.protocol = protocol;
        this.spoken = setup.protocol();
        this.transport = transport;
        this.options = options;
        this.setup = setup;
        this.discoveries = discoveries;
        this.listeners = listeners;
        this.seeds = new SeedList(Stream.concat(config.seeds().stream(), spoken.knownPeers().stream())
                .distinct()
                .toList());
        NodeLimits limits = setup.limits();
        var time = setup.runtime().time();
        links = new LinkTable(spoken.self(), spoken.linkPolicy().duplicates());
        store = new MessageStore(spoken.supersession(), time, limits.storedStatements());
        seen = new SeenMessages(time, SEEN_LIFETIME, limits.storedStatements());
        verdicts = new VerdictCache(time, VERDICT_LIFETIME, limits.verdictCache());
        waiting = new WaitingFrames(limits.dialQueueBytes());
    }

    /** Connects the endpoint with the events of its links. Called once, before start. */
    public void useEvents(dev.gossip.core.link.LinkEvents events) {
        dialer = new Dialer(setup, events, transport, options);
    }

    public String name() {
        return config.name();
    }

    public EndpointConfig config() {
        return config;
    }

    public Protocol protocol() {
        return protocol;
    }

    public EndpointProtocol spoken() {
        return spoken;
    }

    public Transport transport() {
        return transport;
    }

    public LinkOptions options() {
        return options;
    }

    public LinkSetup setup() {
        return setup;
    }

    public NodeId self() {
        return spoken.self();
    }

    public LinkTable links() {
        return links;
    }

    public MessageStore store() {
        return store;
    }

    public SeenMessages seen() {
        return seen;
    }

    public VerdictCache verdicts() {
        return verdicts;
    }

    WaitingFrames waiting() {
        return waiting;
    }

    public Dialer dialer() {
        return java.util.Objects.requireNonNull(dialer, "the endpoint is not assembled yet");
    }

    /** Who answers the queries for further addresses to join by. */
    public Map<SeedQuery, Discovery> discoveries() {
        return discoveries;
    }

    /** Where to join by now. */
    public SeedList seeds() {
        return seeds;
    }

    public List<Listener> listeners() {
        return listeners;
    }

    /** What is bound and announced now. */
    public List<PeerAddress> ownAddresses() {
        return Stream.of(
                        listeners.stream().map(Listener::address),
                        config.internal().stream(),
                        config.external().stream())
                .flatMap(addresses -> addresses)
                .toList();
    }

    /** The address for our own organisation: configured, else the first one bound. */
    public Optional<PeerAddress> internalAddress() {
        return config.internal()
                .or(() -> listeners.stream().map(Listener::address).findFirst());
    }
}
