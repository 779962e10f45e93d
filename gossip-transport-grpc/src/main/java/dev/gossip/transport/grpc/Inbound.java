package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.support.Door;
import dev.gossip.spi.transport.support.Failures;
import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Makes the calls that one listener accepts into connections, on the event loop on which they came. */
final class Inbound implements ServerCallHandler<Bytes, Bytes>, ServerCallExecutorSupplier {

    private final Door door;
    private final LinkSetup setup;

    Inbound(Door door, LinkSetup setup) {
        this.door = door;
        this.setup = setup;
    }

    @Override
    public <Q, A> Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
        Accepted accepted = call.getAttributes().get(Accepted.KEY);
        return new LoopExecutor(accepted == null ? setup.loops().next() : accepted.loop());
    }

    @Override
    public ServerCall.Listener<Bytes> startCall(ServerCall<Bytes, Bytes> call, Metadata headers) {
        Attributes facts = call.getAttributes();
        Accepted accepted = facts.get(Accepted.KEY);
        if (accepted == null) {
            return refuse(call, Status.UNAVAILABLE.withDescription("the connection is gone"));
        }
        try {
            Optional<ConnectionHandler> handler = door.ask(accepted.remote());
            if (handler.isEmpty()) {
                return refuse(call, Status.UNAVAILABLE.withDescription("the connection was refused"));
            }
            call.setOnReadyThreshold(Http2.READY_BYTES);
            call.sendHeaders(new Metadata());
            GrpcConnection connection = new GrpcConnection(
                    new ServerStream(call, accepted),
                    accepted.loop(),
                    setup,
                    handler.get(),
                    Facts.local(PeerAddress.TCP, facts),
                    accepted.remote(),
                    Facts.security(facts));
            accepted.callOpened();
            connection.open();
            return new InboundEvents(connection, accepted, InboundOutcome.current());
        } catch (RuntimeException e) {
            door.failed(accepted.remote(), DropReason.HANDLER_FAILED, Failures.describe(e));
            return refuse(call, Status.UNKNOWN.withDescription("internal failure"));
        }
    }

    private static ServerCall.Listener<Bytes> refuse(ServerCall<Bytes, Bytes> call, Status why) {
        call.close(why, new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
