package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import io.grpc.ServerCall;

/** Turns gRPC's events of an accepted call into those of a {@link GrpcConnection}. Called on the event loop. */
final class InboundEvents extends ServerCall.Listener<Bytes> {

    private final GrpcConnection connection;
    private final Accepted accepted;
    private final InboundOutcome outcome;

    InboundEvents(GrpcConnection connection, Accepted accepted, InboundOutcome outcome) {
        this.connection = connection;
        this.accepted = accepted;
        this.outcome = outcome;
    }

    @Override
    public void onReady() {
        connection.ready();
    }

    @Override
    public void onMessage(Bytes frame) {
        connection.received(frame);
    }

    @Override
    public void onHalfClose() {
        connection.peerFinished();
    }

    @Override
    public void onCancel() {
        accepted.callEnded();
        connection.ended(CloseReasons.of(outcome.status(), false));
    }

    @Override
    public void onComplete() {
        accepted.callEnded();
        connection.ended(CloseReasons.BY_PEER);
    }
}
