package dev.gossip.transport.grpc;

import dev.gossip.api.PeerAddress;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** A plain gRPC server with Fabric's methods. */
final class ForeignServer implements AutoCloseable {

    final AtomicInteger pings = new AtomicInteger();
    final AtomicInteger streams = new AtomicInteger();
    private final Server server;

    ForeignServer(Function<StreamObserver<byte[]>, StreamObserver<byte[]>> stream) {
        this(stream, answer -> {
            answer.onNext(new byte[0]);
            answer.onCompleted();
        });
    }

    ForeignServer(
            Function<StreamObserver<byte[]>, StreamObserver<byte[]>> stream, Consumer<StreamObserver<byte[]>> ping) {
        this(ServerServiceDefinition.builder("gossip.Gossip")
                .addMethod(Foreign.PING, ServerCalls.asyncUnaryCall((question, answer) -> ping.accept(answer)))
                .addMethod(Foreign.STREAM, ServerCalls.asyncBidiStreamingCall(stream::apply))
                .build());
    }

    ForeignServer(ServerServiceDefinition service) {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(service)
                .maxInboundMessageSize(1 << 20)
                .addStreamTracerFactory(new io.grpc.ServerStreamTracer.Factory() {
                    @Override
                    public io.grpc.ServerStreamTracer newServerStreamTracer(String method, io.grpc.Metadata headers) {
                        (method.equals(Loopback.PING) ? pings : streams).incrementAndGet();
                        return new io.grpc.ServerStreamTracer() {};
                    }
                })
                .build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PeerAddress address() {
        return PeerAddress.of("127.0.0.1", server.getPort());
    }

    void vanish() {
        server.shutdownNow();
    }

    @Override
    public void close() {
        vanish();
    }
}
