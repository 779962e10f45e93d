package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;

/** A message without content; what a peer puts into one is not looked at. */
final class EmptyMarshaller implements Marshaller<Bytes> {

    @Override
    public InputStream stream(Bytes message) {
        return Bytes.empty().newInput();
    }

    @Override
    public Bytes parse(InputStream message) {
        return Bytes.empty();
    }
}
