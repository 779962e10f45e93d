package dev.gossip.transport.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What plain gRPC programs need to speak Fabric's methods; nothing of the transport is in it. */
final class Foreign {

    static final MethodDescriptor<byte[], byte[]> STREAM = method(Loopback.STREAM, MethodType.BIDI_STREAMING);
    static final MethodDescriptor<byte[], byte[]> PING = method(Loopback.PING, MethodType.UNARY);

    private Foreign() {}

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.newBuilder(new Raw(), new Raw())
                .setFullMethodName(name)
                .setType(type)
                .build();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Remembers what came. */
    static final class Inbox implements StreamObserver<byte[]> {

        final CompletableFuture<Status> end = new CompletableFuture<>();
        private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();

        @Override
        public void onNext(byte[] message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            end.complete(Status.OK);
        }

        byte[] next() {
            try {
                byte[] message = messages.poll(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("no message within the limit");
                }
                return message;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
