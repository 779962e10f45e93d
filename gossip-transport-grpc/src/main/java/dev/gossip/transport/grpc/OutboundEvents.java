package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns gRPC's events of a dialled call into those of a {@link GrpcConnection}. Called on the event loop. */
final class OutboundEvents extends ClientCall.Listener<Bytes> {

    private final OutboundOutcome outcome;
    private final Supplier<@Nullable GrpcConnection> opening;
    private final Dial.Refusal refusal;
    private final Runnable release;
    private @Nullable GrpcConnection connection;

    /**
     * @param opening called when the HTTP/2 connection stands and the call can be used
     * @param refusal hears of the end if that never happened
     * @param release frees the HTTP/2 connection after the end
     */
    OutboundEvents(
            OutboundOutcome outcome,
            Supplier<@Nullable GrpcConnection> opening,
            Dial.Refusal refusal,
            Runnable release) {
        this.outcome = outcome;
        this.opening = opening;
        this.refusal = refusal;
        this.release = release;
    }

    @Override
    public void onReady() {
        if (connection == null) {
            connection = opening.get();
        }
        if (connection != null) {
            connection.ready();
        }
    }

    @Override
    public void onMessage(Bytes frame) {
        if (connection != null) {
            connection.received(frame);
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (connection == null) {
            refusal.refused(CloseReasons.failure(status));
        } else {
            connection.ended(CloseReasons.of(status, outcome.isAnswered()));
            release.run();
        }
    }
}
