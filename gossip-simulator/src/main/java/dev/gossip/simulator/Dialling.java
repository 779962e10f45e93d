package dev.gossip.simulator;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.LinkOptions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One dial: a latency to the other host, whose end opens then, and one back. What is unreachable answers nothing until the
 * limit; what does not listen refuses after the way there and back.
 */
final class Dialling {

    private final HostSockets from;
    private final SimulatedHost target;
    private final PeerAddress address;
    private final LinkOptions options;
    private final ConnectionHandler handler;
    private final CompletableFuture<Connection> result = new CompletableFuture<>();

    Dialling(
            HostSockets from,
            SimulatedHost target,
            PeerAddress address,
            LinkOptions options,
            ConnectionHandler handler) {
        this.from = from;
        this.target = target;
        this.address = address;
        this.options = options;
        this.handler = handler;
    }

    CompletableFuture<Connection> start() {
        Network network = from.host().world().network();
        network.log(EventLog.Kind.DIAL, from.host(), target, address.port(), 0);
        from.runtime()
                .scheduler()
                .schedule(
                        options.connectTimeout(),
                        () -> fail("no answer from " + address + " within " + options.connectTimeout()));
        network.after(network.latency(from.host(), target), this::arrived);
        return result;
    }

    private void arrived() {
        Network network = from.host().world().network();
        if (result.isDone() || !network.reachable(from.host(), target)) {
            return;
        }
        PeerAddress own = from.ownAddress();
        Optional<HostSockets.Door> door = target.sockets().flatMap(sockets -> sockets.door(address.port()));
        SimulatedConnection far = door.isEmpty() ? null : door.get().admit(own);
        long back = network.latency(target, from.host());
        if (far == null) {
            String why = door.isEmpty() ? "nobody listens there" : "the listener refused the connection";
            network.after(back, () -> fail("cannot dial " + address + ": " + why));
            return;
        }
        SimulatedConnection near = new SimulatedConnection(from, own, address, options, handler);
        near.pairWith(far);
        far.pairWith(near);
        far.nothingArrivesBefore(network.nanos() + back);
        far.open();
        network.after(back, () -> answered(near, far));
    }

    private void answered(SimulatedConnection near, SimulatedConnection far) {
        if (result.isDone() || from.runtime().isHalted()) {
            far.end(CloseReason.remote("the dialler gave up"));
            return;
        }
        near.open();
        result.complete(near);
    }

    private void fail(String why) {
        if (!from.runtime().isHalted()) {
            result.completeExceptionally(new GossipException(why));
        }
    }
}
