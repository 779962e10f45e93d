package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import dev.gossip.spi.transport.CloseReason;
import io.grpc.ClientCall;

/** The dialling end of a call. */
record ClientStream(ClientCall<Bytes, Bytes> call) implements StreamCall {

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
        call.halfClose();
    }

    @Override
    public void abandon(CloseReason reason) {
        call.cancel(reason.detail(), null);
    }

    @Override
    public void cut() {
        call.cancel("the other side did not end the call in time", null);
    }
}
