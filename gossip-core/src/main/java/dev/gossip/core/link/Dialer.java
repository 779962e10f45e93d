package dev.gossip.core.link;

import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Dials for one endpoint. Two wishes share one dial if they mean the same address and the same peer; a wish for whoever
 * answers there is not the same as one for a known peer, because the session refuses another one. Thread-safe.
 */
public final class Dialer {

    private final LinkSetup setup;
    private final LinkEvents events;
    private final Transport transport;
    private final LinkOptions options;
    private final Map<Target, Dial> pending = new HashMap<>();
    private boolean closed;

    public Dialer(LinkSetup setup, LinkEvents events, Transport transport, LinkOptions options) {
        this.setup = setup;
        this.events = events;
        this.transport = transport;
        this.options = options;
    }

    /** Completes when the greeting is done, or exceptionally with the cause. Never throws. */
    public CompletableFuture<LinkPeer> dial(PeerAddress address, Optional<NodeId> expected) {
        Target target = new Target(address, expected);
        Dial dial;
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(closing());
            }
            Dial running = pending.get(target);
            if (running != null) {
                return running.result;
            }
            dial = new Dial(Link.dialling(setup, events, address, expected), new CompletableFuture<>());
            pending.put(target, dial);
        }
        connect(dial.link).whenComplete((connection, failure) -> {
            if (failure != null) {
                boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
                fail(dial.link, wrapped ? failure.getCause() : failure);
            }
        });
        return dial.result;
    }

    private CompletionStage<Connection> connect(Link link) {
        try {
            return Objects.requireNonNull(
                    transport.connect(link.address(), options, link, setup.runtime()), "the transport gave no stage");
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A dialled link was greeted. */
    public void established(Link link) {
        finish(link).ifPresent(result -> result.complete(link.peer()));
    }

    /** A dialled link ended; matters only if it was not greeted. */
    public void closed(Link link, CloseReason reason) {
        fail(link, new GossipException("no link to " + link.address() + ": " + reason.detail()));
    }

    private void fail(Link link, Throwable failure) {
        finish(link).ifPresent(result -> {
            result.completeExceptionally(failure);
            events.dialFailed(link.address(), link.expected(), String.valueOf(failure.getMessage()));
        });
    }

    /** Refuses further dials and fails the running ones; a connection that still comes of them is turned away. */
    public void close() {
        List<Dial> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(pending.values());
            pending.clear();
        }
        left.forEach(dial -> dial.result.completeExceptionally(closing()));
    }

    private static GossipException closing() {
        return new GossipException("the node is closing");
    }

    private synchronized Optional<CompletableFuture<LinkPeer>> finish(Link link) {
        Target target = new Target(link.address(), link.expected());
        Dial dial = pending.get(target);
        if (dial == null || dial.link != link) {
            return Optional.empty();
        }
        pending.remove(target);
        return Optional.of(dial.result);
    }

    private record Target(PeerAddress address, Optional<NodeId> expected) {}

    private record Dial(Link link, CompletableFuture<LinkPeer> result) {}
}
