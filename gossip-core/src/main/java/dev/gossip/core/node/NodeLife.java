package dev.gossip.core.node;

import dev.gossip.api.GossipException;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeLimits;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.dispatch.Endpoint;
import dev.gossip.core.dispatch.EndpointEvents;
import dev.gossip.core.link.Link;
import dev.gossip.spi.Extension;
import dev.gossip.spi.transport.CloseReason;
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
    private final List<Extension> extensions;
    private final boolean ownsRuntime;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    NodeLife(NodeParts parts, List<EndpointEvents> events, List<Extension> extensions, boolean ownsRuntime) {
        this.parts = parts;
        this.events = events;
        this.extensions = extensions;
        this.ownsRuntime = ownsRuntime;
    }

    NodeLimits limits() {
        return parts.endpoints().get(0).setup().limits();
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
                bound.add(endpoint.transport()
                        .listen(address, endpoint.options(), remote -> accept(endpoint, own, remote), parts.runtime())
                        .thenAccept(listener -> bound(endpoint, listener))
                        .toCompletableFuture());
            }
        }
        CompletableFuture<Void> ready = new CompletableFuture<>();
        CompletableFuture.allOf(bound.toArray(CompletableFuture[]::new))
                .whenComplete((all, failure) -> parts.lanes().control().execute(() -> {
                    if (failure != null) {
                        ready.completeExceptionally(failure.getCause() == null ? failure : failure.getCause());
                    } else {
                        startExtensions(ready);
                    }
                }));
        return ready;
    }

    private void bound(Endpoint endpoint, Listener listener) {
        endpoint.listeners().add(listener);
        LOG.info(
                "endpoint '{}' speaks {} at {}; memory bound per link {} bytes",
                endpoint.name(),
                endpoint.protocol().name(),
                listener.address(),
                limits().memoryBound(1));
        if (closed.get()) {
            listener.close();
        }
    }

    private Optional<ConnectionHandler> accept(Endpoint endpoint, EndpointEvents own, PeerAddress remote) {
        if (closed.get()) {
            return Optional.empty();
        }
        if (!own.hasRoom()) {
            parts.reporter()
                    .dropped(
                            LinkPeer.unknown(endpoint.name(), remote),
                            DropReason.TOO_MANY_LINKS,
                            "all " + limits().inboundLinks() + " inbound places are taken (limit inboundLinks)");
            return Optional.empty();
        }
        return Optional.of(Link.accepting(endpoint.setup(), own, remote));
    }

    private void startExtensions(CompletableFuture<Void> ready) {
        try {
            parts.lanes()
                    .control()
                    .every(
                            SWEEP_PERIOD,
                            () -> parts.endpoints()
                                    .forEach(endpoint -> endpoint.store().sweep()));
            for (Extension extension : extensions) {
                extension.start(new Context(parts, extension.name()));
            }
            ready.complete(null);
        } catch (RuntimeException e) {
            ready.completeExceptionally(e);
        }
    }

    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        GossipRuntime runtime = parts.runtime();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        parts.lanes().control().execute(() -> {
            extensions.forEach(this::stop);
            for (Endpoint endpoint : parts.endpoints()) {
                endpoint.dialer().close();
                endpoint.listeners().forEach(Listener::close);
            }
            events.forEach(own -> own.closeAll(CloseReason.local("the node closes")));
            parts.requests().failAll("the node closes");
            stopped.complete(null);
        });
        if (!runtime.await(stopped, STOP_LIMIT)) {
            LOG.warn("the node did not stop within {}; its links are left to the runtime", STOP_LIMIT);
        }
        parts.peers().close();
        parts.lanes().close();
        if (ownsRuntime) {
            runtime.close();
        }
    }

    private void stop(Extension extension) {
        try {
            extension.stop();
        } catch (RuntimeException e) {
            LOG.warn("stopping the extension {} failed; the others go on", extension.name(), e);
        }
    }
}
