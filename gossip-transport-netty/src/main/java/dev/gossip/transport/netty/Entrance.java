package dev.gossip.transport.netty;

import dev.gossip.spi.transport.InboundGate;
import dev.gossip.spi.transport.support.Door;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the accepted connections of one listener through its {@link Door}. Those above a limit are closed here, before they
 * have an event loop, a pipeline or a TLS engine.
 */
final class Entrance extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<InboundGate.Place> PLACE = AttributeKey.valueOf(Entrance.class, "place");

    private final Door door;

    Entrance(Door door) {
        this.door = door;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Channel accepted && accepted.remoteAddress() instanceof InetSocketAddress remote) {
            Optional<InboundGate.Place> place = door.enter(remote);
            if (place.isEmpty()) {
                accepted.unsafe().closeForcibly();
                return;
            }
            accepted.attr(PLACE).set(place.get());
            accepted.closeFuture().addListener(closed -> place.get().close());
        }
        context.fireChannelRead(message);
    }

    /** The place that {@code accepted} was given, or null if it was gone before it was looked at. */
    static InboundGate.@Nullable Place place(Channel accepted) {
        return accepted.attr(PLACE).get();
    }
}
