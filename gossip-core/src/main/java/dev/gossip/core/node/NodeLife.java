package dev.gossip.core.node;

import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.discovery.OwnAddresses;
import dev.gossip.core.discovery.SeedFinder;
import dev.gossip.core.dispatch.Endpoint;
import dev.gossip.core.dispatch.EndpointEvents;
import dev.gossip.core.lane.SerialLane;
import dev.gossip.core.link.Link;
import dev.gossip.spi.Extension;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.ConnectionAcceptor;
import dev.gossip.spi.transport.ConnectionHandler;
import dev.gossip.spi.transport.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starting and stopping a node: listeners, extensions, housekeeping, links. */
final class NodeLife {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLife.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration SWEEP_PERIOD = Duration.ofSeconds(10);

    private final NodeParts parts;
    private final List<EndpointEvents> events;
    private final List<Installed> extensions;
    private final boolean ownsRuntime;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    NodeLife(NodeParts parts, List<EndpointEvents> events, List<Installed> extensions, boolean ownsRuntime) {
        this.parts = parts;
        this.events = events;
        this.extensions = extensions;
        this.ownsRuntime = ownsRuntime;
    }

    NodeLimits limits() {
        return parts.endpoints().get(0).setup().limits();
    }

    /** What connections, greeted or not, and mailboxes may hold now. */
    long memoryBound() {
        int connections = events.stream().mapToInt(EndpointEvents::connections).sum();
        return limits().memoryBound(connections) + (long) parts.subscriptions().size() * limits().inboundBytes();
    }

    CompletableFuture<Void> start() {
        if (!started.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(new GossipException("the node was started before"));
        }
        List<CompletableFuture<?>> bound = new ArrayList<>();
        for (int i = 0; i < parts.endpoints().size(); i++) {
            Endpoint endpoint = parts.endpoints().get(i);
            EndpointEvents own = events.get(i);
            for (PeerAddress address : endpoint.config().listen()) {
                bound.add(listen(endpoint, own, address));
            }
        }
        CompletableFuture.allOf(bound.toArray(CompletableFuture[]::new))
                .whenComplete((all, failure) -> parts.lanes().control().execute(() -> {
                    if (failure != null) {
                        ready.completeExceptionally(failure.getCause() == null ? failure : failure.getCause());
                    } else if (!closed.get()) {
                        startExtensions();
                    }
                }));
        if (closed.get()) {
            ready.completeExceptionally(closedEarly());
        }
        return ready;
    }

    private CompletableFuture<?> listen(Endpoint endpoint, EndpointEvents own, PeerAddress address) {
        try {
            return endpoint.transport()
                    .listen(address, endpoint.options(), new Door(endpoint, own), parts.runtime())
                    .thenAccept(listener -> bound(endpoint, listener))
                    .toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static GossipException closedEarly() {
        return new GossipException("the node was closed before it had started");
    }

    private void bound(Endpoint endpoint, Listener listener) {
        endpoint.listeners().add(listener);
        LOG.info(
                "endpoint '{}' speaks {} as {} at {}; memory bound per link {} bytes",
                endpoint.name(),
                endpoint.protocol().name(),
                endpoint.self(),
                listener.address(),
                limits().memoryBound(1));
        if (closed.get()) {
            listener.close();
        }
    }

    private void startExtensions() {
        try {
            parts.lanes().control().every(SWEEP_PERIOD, this::sweep);
            for (Installed installed : extensions) {
                Extension extension = installed.extension();
                extension.start(new Context(parts, extension.name(), installed::hearing, installed::serves));
            }
            parts.endpoints().forEach(this::discover);
            ready.complete(null);
        } catch (RuntimeException | Error e) {
            ready.completeExceptionally(e);
        }
    }

    private void discover(Endpoint endpoint) {
        endpoint.discoveries()
                .forEach((query, discovery) -> new SeedFinder(
                                query,
                                discovery,
                                endpoint.seeds(),
                                new OwnAddresses(endpoint::ownAddresses),
                                parts.runtime(),
                                parts.lanes().control(),
                                () -> extensions.forEach(installed -> installed.seedsChanged(endpoint.name())))
                        .ask());
    }

    private void sweep() {
        for (Endpoint endpoint : parts.endpoints()) {
            endpoint.store().sweep();
            endpoint.seen().sweep();
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    /**
     * Stops on the control lane. A caller on a lane of this node is not made to wait, because it would wait for itself: on
     * control everything happens within the call, on another lane soon after it.
     */
    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        SerialLane control = parts.lanes().control();
        Optional<SerialLane> current = parts.lanes().current();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        if (current.filter(control::equals).isPresent()) {
            stop(stopped);
        } else {
            control.execute(() -> stop(stopped));
        }
        if (current.isPresent()) {
            stopped.whenComplete((done, failure) -> finish());
        } else {
            if (!parts.runtime().await(stopped, STOP_LIMIT)) {
                LOG.warn("the node did not stop within {}; its links are left to the runtime", STOP_LIMIT);
            }
            finish();
        }
    }

    private void stop(CompletableFuture<Void> stopped) {
        try {
            extensions.forEach(installed -> stop(installed.extension()));
            for (Endpoint endpoint : parts.endpoints()) {
                endpoint.dialer().close();
                endpoint.listeners().forEach(Listener::close);
            }
            events.forEach(own -> own.closeAll(CloseReason.local("the node closes")));
            parts.requests().close("the node closes");
        } finally {
            stopped.complete(null);
        }
    }

    private void finish() {
        parts.peers().close();
        parts.lanes().close();
        ready.completeExceptionally(closedEarly());
        if (ownsRuntime) {
            parts.runtime().close();
        }
    }

    private void stop(Extension extension) {
        try {
            extension.stop();
        } catch (RuntimeException | Error e) {
            LOG.warn("stopping the extension {} failed; the others go on", extension.name(), e);
        }
    }

    /** Lets connections of one endpoint in, and counts those that the transport turned away. */
    private final class Door implements ConnectionAcceptor {

        private final Endpoint endpoint;
        private final EndpointEvents own;

        Door(Endpoint endpoint, EndpointEvents own) {
            this.endpoint = endpoint;
            this.own = own;
        }

        @Override
        public Optional<ConnectionHandler> accept(PeerAddress remote) {
            if (closed.get()) {
                return Optional.empty();
            }
            if (!own.hasRoom()) {
                dropped(remote, DropReason.TOO_MANY_LINKS, own.noRoom());
                return Optional.empty();
            }
            return Optional.of(Link.accepting(endpoint.setup(), own, remote));
        }

        @Override
        public void turnedAway(PeerAddress remote, CloseReason reason) {
            dropped(remote, reason.reason(), reason.detail());
        }

        private void dropped(PeerAddress remote, DropReason reason, String detail) {
            parts.reporter().dropped(LinkPeer.unknown(endpoint.name(), remote), reason, detail);
        }
    }
}
