package dev.gossip.fabric;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNodeBuilder;
import dev.gossip.api.NodeId;
import dev.gossip.fabric.codec.FabricProtocol;
import dev.gossip.fabric.config.ChannelConfiguration;
import dev.gossip.fabric.config.ChannelOrganisation;
import dev.gossip.fabric.election.ElectionExtension;
import dev.gossip.fabric.msp.MspTrust;
import dev.gossip.fabric.privatedata.PrivateDataExtension;
import dev.gossip.membership.IncarnationStore;
import dev.gossip.membership.MembershipExtension;
import dev.gossip.membership.MembershipView;
import dev.gossip.membership.Seed;
import dev.gossip.pull.PullExtension;
import dev.gossip.spi.Scope;
import dev.gossip.state.StateExtension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The gossip of one Fabric peer: puts protocol, membership, identity pull, block pull, state transfer, private data and
 * leader election on a node, with Fabric's rules between them, and gives access to the channels. Serves one endpoint of one node. Thread-safe.
 *
 * <pre>{@code
 * FabricPeer peer = FabricPeer.on(endpoint, FabricConfig.DEFAULT);
 * FabricChannel channel = peer.join(channelConfig);
 * GossipNode node = peer.configure(GossipNode.builder()).start();
 * channel.submit(block);
 * }</pre>
 */
public final class FabricPeer {

    private final EndpointConfig endpoint;
    private final FabricConfig config;
    private final PeerFacts facts;
    private final MembershipExtension membership;
    private final PullExtension pull;
    private final StateExtension state = new StateExtension();
    private final PrivateDataExtension privateData;
    private final ElectionExtension elections;
    private final IdentityKeeper identities;
    private final Map<String, FabricChannel> channels = new LinkedHashMap<>();
    private final Map<String, Scope> scopes = new LinkedHashMap<>();
    private boolean configured;

    private FabricPeer(EndpointConfig.Builder parts, FabricConfig config, IncarnationStore incarnations) {
        String organisation = organisation(parts.build());
        EngineConfigs.codec(config).forEach(parts::setting);
        String name = parts.build().name();
        this.facts = new PeerFacts(name, organisation);
        this.endpoint = parts.protocol(new FabricProtocol(FabricProtocol.FABRIC_MAX_FRAME_BYTES, facts::built))
                .build();
        this.config = config;
        this.privateData = new PrivateDataExtension(name);
        this.elections = new ElectionExtension(name);
        this.membership = new MembershipExtension(EngineConfigs.membership(config), incarnations);
        this.identities = new IdentityKeeper(facts, membership);
        this.pull = new PullExtension(identities.pull(EngineConfigs.pull(config)));
    }

    /**
     * A peer whose incarnations follow the clock.
     *
     * @see #on(EndpointConfig.Builder, FabricConfig, IncarnationStore)
     */
    public static FabricPeer on(EndpointConfig.Builder endpoint, FabricConfig config) {
        return on(endpoint, config, IncarnationStore.NONE);
    }

    /**
     * A peer with one endpoint.
     *
     * @param endpoint everything but the protocol and those settings that follow from {@code config}, which are set
     *     here; needs an identity
     * @throws GossipException if the endpoint has no identity
     * @throws IllegalArgumentException if settings do not fit each other, naming them
     */
    public static FabricPeer on(EndpointConfig.Builder endpoint, FabricConfig config, IncarnationStore incarnations) {
        return new FabricPeer(endpoint, config, incarnations);
    }

    private static String organisation(EndpointConfig endpoint) {
        return endpoint.identity()
                .map(local -> local.identity().organisation())
                .orElseThrow(() -> new GossipException("endpoint '" + endpoint.name()
                        + "' needs an identity, the peer's MSP certificate and key; set identity(...)"));
    }

    /**
     * Joins a channel, before {@link #configure} or once the node runs. Reads the channel's store. If the channel has a
     * configuration and the endpoint's trust is an {@link MspTrust}, the channel's organisations become trusted.
     *
     * @throws GossipException if our organisation is no member, the channel was joined already, or the node is
     *     configured and does not run yet
     */
    public synchronized FabricChannel join(FabricChannelConfig given) {
        FabricChannelConfig channel = given.withStored();
        if (!channel.organisations().contains(facts.organisation())) {
            throw new GossipException("our organisation '" + facts.organisation() + "' is no member of channel '"
                    + channel.name() + "', which has " + channel.organisations());
        }
        if (channels.containsKey(channel.name())) {
            throw new GossipException("channel '" + channel.name() + "' was joined already");
        }
        if (configured && !facts.isRunning()) {
            throw new GossipException("join channels before configure(...) or once the node has started");
        }
        Scope scope = new Scope(channel.name(), channel.organisations());
        if (configured) {
            facts.node().join(scope);
        }
        channel.configuration().ifPresent(this::trust);
        FabricChannel joined = new ChannelAssembly(facts, config, state, pull, privateData, elections).open(channel);
        joined.onConfiguration(changed -> follow(channel, changed));
        anchors(channel.name(), channel.seeds(channel.configuration()));
        scopes.put(channel.name(), scope);
        channels.put(channel.name(), joined);
        return joined;
    }

    /** The channel's own rules changed already; this is what others have to know. */
    private void follow(FabricChannelConfig channel, ChannelConfiguration changed) {
        trust(changed);
        anchors(channel.name(), channel.seeds(Optional.of(changed)));
        facts.node().join(new Scope(channel.name(), changed.members().keySet()));
        recheckIdentities();
    }

    private void trust(ChannelConfiguration configuration) {
        if (endpoint.trust().orElse(null) instanceof MspTrust trust) {
            trust.channel(
                    configuration.channel(),
                    configuration.members().values().stream()
                            .map(ChannelOrganisation::msp)
                            .toList(),
                    identity -> ChannelTerms.isReader(configuration, identity));
        }
    }

    /** Without an external endpoint we are nobody to other organisations, so their anchors are not dialled. */
    private void anchors(String channel, List<Seed> named) {
        Optional<String> own = Optional.of(facts.organisation());
        membership.seeds(
                facts.endpoint(),
                "channel:" + channel,
                named.stream()
                        .filter(anchor -> endpoint.external().isPresent()
                                || anchor.organisation().equals(own))
                        .toList());
    }

    /**
     * Puts the endpoint, the extensions, the joined channels and the fan-out on a node. Call it once.
     *
     * @return {@code node}
     * @throws GossipException if it was called before
     */
    public synchronized GossipNodeBuilder configure(GossipNodeBuilder node) {
        if (configured) {
            throw new GossipException("a FabricPeer serves one node; make another one for another node");
        }
        configured = true;
        scopes.values().forEach(node::scope);
        // The keeper of identities comes first: what it is given at start, all rules use.
        Set<String> here = Set.of(endpoint.name());
        return node.endpoint(endpoint)
                .fanout(config.propagatePeerNum())
                .extension(identities, here)
                .extension(membership, here)
                .extension(pull, here)
                .extension(state, here)
                .extension(privateData, here)
                .extension(elections, here);
    }

    /** A channel that was joined. */
    public synchronized Optional<FabricChannel> channel(String name) {
        return Optional.ofNullable(channels.get(name));
    }

    /** All channels, in the order in which they were joined. */
    public synchronized List<FabricChannel> channels() {
        return List.copyOf(channels.values());
    }

    /**
     * Members known now, alive and dead.
     *
     * @throws GossipException if the node has not started
     */
    public MembershipView members() {
        return membership.view(facts.endpoint());
    }

    /**
     * Asks trust about every known identity anew and forgets nodes that it no longer admits. To be called when the
     * certificates or revocations of an organisation changed.
     *
     * @return whose identities were forgotten
     * @throws GossipException if the node has not started
     */
    public CompletionStage<List<NodeId>> recheckIdentities() {
        return identities
                .recheck()
                .whenComplete((forgotten, failure) -> channels().forEach(FabricChannel::reconsiderAuthors));
    }
}
