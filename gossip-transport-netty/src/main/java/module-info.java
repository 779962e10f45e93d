/** TCP and TLS on Netty. */
module dev.gossip.transport.netty {
    requires transitive dev.gossip.api;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.io_uring;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.gossip.transport.netty;

    provides dev.gossip.spi.transport.Transport with
            dev.gossip.transport.netty.NettyTransport,
            dev.gossip.transport.netty.WebsocketTransport;
}
