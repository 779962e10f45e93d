package dev.gossip.core.link;

import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Transport;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Dials for one endpoint; two wishes for the same address share one dial. Thread-safe. */
public final class Dialer {

    private final LinkSetup setup;
    private final LinkEvents events;
    private final Transport transport;
    private final LinkOptions options;
    private final Map<PeerAddress, Dial> pending = new HashMap<>();
    private boolean closed;

    public Dialer(LinkSetup setup, LinkEvents events, Transport transport, LinkOptions options) {
        this.setup = setup;
        this.events = events;
        this.transport = transport;
        this.options = options;
    }

    /** Completes when the greeting is done, or exceptionally with the cause. */
    public CompletableFuture<LinkPeer> dial(PeerAddress address, Optional<NodeId> expected) {
        Dial dial;
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new GossipException("the node is closing"));
            }
            Dial running = pending.get(address);
            if (running != null) {
                return running.result;
            }
            dial = new Dial(Link.dialling(setup, events, address, expected), new CompletableFuture<>());
            pending.put(address, dial);
        }
        transport.connect(address, options, dial.link, setup.runtime()).whenComplete((connection, failure) -> {
            if (failure != null) {
                fail(dial.link, failure);
            }
        });
        return dial.result;
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

    /** Refuses further dials; running ones end with their connections. */
    public synchronized void close() {
        closed = true;
    }

    private Optional<CompletableFuture<LinkPeer>> finish(Link link) {
        synchronized (this) {
            Dial dial = pending.get(link.address());
            if (dial == null || dial.link != link) {
                return Optional.empty();
            }
            pending.remove(link.address());
            return Optional.of(dial.result);
        }
    }

    private record Dial(Link link, CompletableFuture<LinkPeer> result) {}
}
