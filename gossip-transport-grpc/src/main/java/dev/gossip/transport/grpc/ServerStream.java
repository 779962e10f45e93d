package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.CloseReason;
import io.grpc.Metadata;
import io.grpc.ServerCall;

/** The accepting end of a call. */
final class ServerStream implements StreamCall {

    private final ServerCall<Bytes, Bytes> call;
    private final Accepted accepted;
    private boolean closed;

    ServerStream(ServerCall<Bytes, Bytes> call, Accepted accepted) {
        this.call = call;
        this.accepted = accepted;
    }

    @Override
    public boolean isReady() {
        return call.isReady();
    }

    @Override
    public void send(Bytes frame) {
        call.sendMessage(frame);
    }

    @Override
    public void request() {
        call.request(1);
    }

    @Override
    public void finish(CloseReason reason) {
        if (!closed) {
            closed = true;
            call.close(CloseReasons.status(reason), new Metadata());
        }
    }

    @Override
    public void abandon(CloseReason reason) {
        finish(reason);
    }

    /** A status waits behind messages that the peer does not read, so only the end of the connection is sure to come. */
    @Override
    public void cut() {
        accepted.cut();
    }
}
