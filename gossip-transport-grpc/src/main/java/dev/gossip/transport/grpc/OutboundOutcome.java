package dev.gossip.transport.grpc;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/** Remembers whether the peer ended the call with a status of its own. */
final class OutboundOutcome extends ClientStreamTracer {

    private volatile boolean answered;

    ClientStreamTracer.Factory factory() {
        return new ClientStreamTracer.Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(StreamInfo info, Metadata headers) {
                return OutboundOutcome.this;
            }
        };
    }

    @Override
    public void inboundTrailers(Metadata trailers) {
        answered = true;
    }

    boolean isAnswered() {
        return answered;
    }
}
