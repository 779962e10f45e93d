package dev.gossip.orbs.codec;

/** A service's place among those of a topic. Closing it is {@link OrbsPeer#unsubscribe}, unless it was replaced since. */
public final class OrbsSubscription implements AutoCloseable {

    private final TopicWorker worker;
    private final String service;
    private final OrbsHandler handler;
    private final boolean replaced;

    OrbsSubscription(TopicWorker worker, String service, OrbsHandler handler, boolean replaced) {
        this.worker = worker;
        this.service = service;
        this.handler = handler;
        this.replaced = replaced;
    }

    /** Whether the service had another handler before. */
    public boolean hasReplaced() {
        return replaced;
    }

    /** Idempotent. A message that is being handled is not interrupted. */
    @Override
    public void close() {
        worker.unsubscribe(service, handler);
    }
}
