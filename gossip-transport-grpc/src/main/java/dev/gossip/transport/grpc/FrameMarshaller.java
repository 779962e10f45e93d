package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A message is a frame, byte for byte. */
final class FrameMarshaller implements Marshaller<Bytes> {

    @Override
    public InputStream stream(Bytes frame) {
        return new FrameStream(frame);
    }

    /** gRPC hands over whole messages within the limit and without compression, so what is available is all. */
    @Override
    public Bytes parse(InputStream message) {
        try {
            byte[] frame = new byte[message.available()];
            if (message.readNBytes(frame, 0, frame.length) != frame.length || message.read() != -1) {
                throw new IOException("the message is not " + frame.length + " bytes long, as it said");
            }
            return Bytes.wrap(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets gRPC allocate once and copy once. */
    private static final class FrameStream extends FilterInputStream implements KnownLength, Drainable {

        FrameStream(Bytes frame) {
            super(frame.newInput());
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            return Math.toIntExact(in.transferTo(target));
        }
    }
}
