package dev.gossip.transport.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;

/** Remembers how an accepted call ended, which gRPC tells its tracers only. */
final class InboundOutcome extends ServerStreamTracer {

    static final Factory FACTORY = new Factory() {
        @Override
        public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
            return new InboundOutcome();
        }
    };

    private static final Context.Key<InboundOutcome> KEY = Context.key("gossip-outcome");

    private volatile Status status = Status.CANCELLED;

    /** That of the call whose handler runs. */
    static InboundOutcome current() {
        return KEY.get();
    }

    @Override
    public Context filterContext(Context context) {
        return context.withValue(KEY, this);
    }

    @Override
    public void streamClosed(Status how) {
        status = how;
    }

    Status status() {
        return status;
    }
}
