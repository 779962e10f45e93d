/**
 * HTTP/2 calls on gRPC. The modules of gRPC have no descriptors, so Guava and Netty's HTTP/2 are required here in their
 * stead.
 */
@SuppressWarnings("requires-automatic")
module dev.gossip.transport.grpc {
    requires transitive dev.gossip.api;
    requires com.google.common;
    requires io.grpc;
    requires io.grpc.netty;
    requires io.netty.buffer;
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires static org.jspecify;

    exports dev.gossip.transport.grpc;

    provides dev.gossip.spi.transport.Transport with
            dev.gossip.transport.grpc.GrpcTransport;
}
