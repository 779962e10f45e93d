package dev.gossip.transport.netty;

import dev.gossip.api.GossipRuntime;
import dev.gossip.spi.transport.Framing;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.transport.netty.websocket.WebsocketUpgrade;
import org.jspecify.annotations.Nullable;

/**
 * What every connection of one endpoint has in common.
 *
 * @param upgrade what comes between TLS and the frames, if there is something
 */
record LinkSetup(
        LinkOptions options,
        Framing framing,
        GossipRuntime runtime,
        NettyLoops loops,
        @Nullable WebsocketUpgrade upgrade) {

    /** Whether a greeting of the carrier's own comes before the connection is open. */
    boolean shakesHands() {
        return upgrade != null || options.tls().isPresent();
    }
}
