package dev.gossip.fisco.codec.channel;

import dev.gossip.api.Envelope;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerView;
import dev.gossip.api.Recipients;
import dev.gossip.fisco.codec.link.SdkLinks;
import dev.gossip.fisco.codec.link.Settings;
import dev.gossip.fisco.codec.link.UnsignedEndpoint;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkPolicy;
import dev.gossip.spi.protocol.LinkSession;
import java.time.Duration;

/** The channel protocol as one endpoint speaks it. */
final class ChannelEndpoint extends UnsignedEndpoint {

    private static final Duration NODE_IDLE = Duration.ofSeconds(60);
    private static final Duration SDK_IDLE = Duration.ofSeconds(10);

    private final EndpointContext context;
    private final Settings settings;
    private final SdkLinks links;
    private final Codec codec;
    private final Duration handshakeTimeout;
    private final Duration heartbeatInterval;

    ChannelEndpoint(EndpointContext context, int maxFrameBytes) {
        this.context = context;
        this.settings = new Settings(context.settings());
        this.links = new SdkLinks(context, settings, true, true);
        this.codec = new ChannelCodec(links.self(), maxFrameBytes);
        this.handshakeTimeout = settings.duration(Settings.HANDSHAKE_TIMEOUT, Duration.ofSeconds(10));
        this.heartbeatInterval = settings.duration(Settings.HEARTBEAT_INTERVAL, Duration.ofSeconds(2));
        settings.duration(Settings.IDLE_TIMEOUT, NODE_IDLE);
    }

    @Override
    public NodeId self() {
        return links.self();
    }

    @Override
    public Codec codec() {
        return codec;
    }

    @Override
    public LinkSession newSession(LinkControl control) {
        return new ChannelSession(control, this);
    }

    /** Each link of an SDK has an id of its own, so only a node that is dialled twice has two links. */
    @Override
    public LinkPolicy linkPolicy() {
        return new LinkPolicy(true, LinkPolicy.Duplicates.NEWEST_THEN_LOWER_ID, handshakeTimeout.multipliedBy(2));
    }

    /** Subscriptions of SDKs are the engine's business: everything goes only to whom it names. */
    @Override
    public boolean eligible(Envelope envelope, Peer candidate, PeerView peers) {
        return envelope.message().recipients() instanceof Recipients.Only;
    }

    EndpointContext context() {
        return context;
    }

    SdkLinks links() {
        return links;
    }

    String nodeVersion() {
        return settings.text("nodeVersion", "2.9.1");
    }

    Duration handshakeTimeout() {
        return handshakeTimeout;
    }

    Duration heartbeatInterval() {
        return heartbeatInterval;
    }

    Duration idleTimeout(boolean dialled) {
        return settings.duration(Settings.IDLE_TIMEOUT, dialled ? SDK_IDLE : NODE_IDLE);
    }
}
