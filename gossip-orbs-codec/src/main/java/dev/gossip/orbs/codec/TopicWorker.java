package dev.gossip.orbs.codec;

import dev.gossip.api.observe.DropReason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The services of one topic behind bounded queues, so that a slow topic delays no other. Requests, which are dear to serve, have
 * a queue and threads of their own; everything else is handled one message at a time. Thread-safe.
 */
final class TopicWorker {

    private final OrbsTopic topic;
    private final Backlog messages;
    private final Backlog requests;
    private volatile Map<String, OrbsHandler> services = Map.of();
    private volatile @Nullable Runtime runtime;

    TopicWorker(OrbsTopic topic, QueueLimits limits) {
        this.topic = topic;
        this.messages = new Backlog(limits.topicMessages(topic), limits.topicBytes(), 1);
        this.requests = new Backlog(limits.requestMessages(), limits.topicBytes(), limits.requestThreads());
    }

    /**
     * Where handlers run, and who counts.
     *
     * @param dropped given the reason and, for people, what happened
     */
    record Runtime(Executor executor, BiConsumer<DropReason, Lost> dropped) {}

    /** A message that somebody did not get, and why. */
    record Lost(OrbsMessage message, String detail) {}

    void start(Runtime with) {
        runtime = with;
    }

    /** What waits is discarded; a handler that is running is not interrupted. */
    void stop() {
        runtime = null;
        messages.clear();
        requests.clear();
    }

    synchronized OrbsSubscription subscribe(String service, OrbsHandler handler) {
        Map<String, OrbsHandler> changed = new LinkedHashMap<>(services);
        boolean replaced = changed.put(service, handler) != null;
        services = changed;
        return new OrbsSubscription(this, service, handler, replaced);
    }

    synchronized boolean unsubscribe(String service) {
        Map<String, OrbsHandler> changed = new LinkedHashMap<>(services);
        boolean present = changed.remove(service) != null;
        services = changed;
        return present;
    }

    synchronized void unsubscribe(String service, OrbsHandler handler) {
        if (services.get(service) == handler) {
            unsubscribe(service);
        }
    }

    int waiting() {
        return messages.size() + requests.size();
    }

    /** Queues a message, or drops it if too much waits; never blocks. */
    void offer(OrbsMessage message) {
        Runtime current = runtime;
        if (current == null) {
            return;
        }
        Backlog backlog = topic.isRequest(message.type()) ? requests : messages;
        switch (backlog.offer(message)) {
            case FULL ->
                current.dropped.accept(
                        DropReason.MAILBOX_FULL,
                        new Lost(message, "the topic " + topic + " has " + backlog.describe()));
            case NEEDS_RUNNER -> current.executor.execute(() -> run(backlog, current));
            case WAITS -> {}
        }
    }

    private void run(Backlog backlog, Runtime current) {
        for (OrbsMessage message = backlog.next(); message != null; message = backlog.next()) {
            // A message may have come between the end of the node and that of its queues.
            Map<String, OrbsHandler> called = runtime == current ? services : Map.of();
            for (Map.Entry<String, OrbsHandler> service : called.entrySet()) {
                call(service.getKey(), service.getValue(), message, current);
            }
        }
    }

    /** Whatever a service throws, the others get the message, and all of them the next one. */
    private void call(String service, OrbsHandler handler, OrbsMessage message, Runtime current) {
        try {
            handler.handle(message);
        } catch (Exception | Error e) {
            current.dropped.accept(
                    DropReason.HANDLER_FAILED,
                    new Lost(message, "service '" + service + "' of " + topic + " failed: " + e));
        }
    }
}
