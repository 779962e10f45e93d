package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.Carriage;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import java.util.Optional;

/**
 * The calls of one protocol as gRPC knows them.
 *
 * @param stream each message is one frame
 * @param probe an empty message for an empty message
 */
record Methods(
        MethodDescriptor<Bytes, Bytes> stream, Optional<MethodDescriptor<Bytes, Bytes>> probe, int maxFrameBytes) {

    Methods(Carriage.Calls calls) {
        this(
                describe(calls.streamMethod(), MethodType.BIDI_STREAMING, new FrameMarshaller()),
                calls.probeMethod().map(name -> describe(name, MethodType.UNARY, new EmptyMarshaller())),
                calls.maxFrameBytes());
    }

    private static MethodDescriptor<Bytes, Bytes> describe(String name, MethodType type, Marshaller<Bytes> content) {
        return MethodDescriptor.newBuilder(content, content)
                .setType(type)
                .setFullMethodName(name)
                .build();
    }
}
