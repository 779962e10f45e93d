package dev.gossip.fisco.codec.ws;

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

/** The websocket protocol as one endpoint speaks it. */
final class WsEndpoint extends UnsignedEndpoint {

    private final SdkLinks links;
    private final Codec codec;
    private final Duration handshakeTimeout;

    WsEndpoint(EndpointContext context, int maxFrameBytes) {
        Settings settings = new Settings(context.settings());
        this.links = new SdkLinks(context, settings, false, false);
        this.codec = new WsCodec(links.self(), maxFrameBytes);
        this.handshakeTimeout = settings.duration(Settings.HANDSHAKE_TIMEOUT, Duration.ofSeconds(10));
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
        return new WsSession(control, links);
    }

    @Override
    public LinkPolicy linkPolicy() {
        return new LinkPolicy(true, LinkPolicy.Duplicates.NEWEST_THEN_LOWER_ID, handshakeTimeout);
    }

    /** Subscriptions of SDKs are the engine's business: everything goes only to whom it names. */
    @Override
    public boolean eligible(Envelope envelope, Peer candidate, PeerView peers) {
        return envelope.message().recipients() instanceof Recipients.Only;
    }
}
