package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;

/** Answers every probe with an empty message. One that is not complete at the connect timeout costs its connection. */
final class ProbeAnswer implements ServerCallHandler<Bytes, Bytes> {

    private final LinkSetup setup;

    ProbeAnswer(LinkSetup setup) {
        this.setup = setup;
    }

    @Override
    public ServerCall.Listener<Bytes> startCall(ServerCall<Bytes, Bytes> call, Metadata headers) {
        Accepted accepted = call.getAttributes().get(Accepted.KEY);
        if (accepted == null) {
            call.close(Status.UNAVAILABLE, new Metadata());
            return new ServerCall.Listener<>() {};
        }
        Cancellable deadline =
                setup.runtime().scheduler().schedule(setup.options().connectTimeout(), accepted::cut);
        call.request(2);
        return new ServerCall.Listener<>() {
            @Override
            public void onHalfClose() {
                call.sendHeaders(new Metadata());
                call.sendMessage(Bytes.empty());
                call.close(Status.OK, new Metadata());
            }

            @Override
            public void onCancel() {
                deadline.cancel();
            }

            @Override
            public void onComplete() {
                deadline.cancel();
            }
        };
    }
}
