package dev.gossip.orbs.codec;

import dev.gossip.api.observe.DropReason;
import dev.gossip.orbs.codec.forward.ForwardedMessage;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The services of one topic behind a queue that is bounded in messages and in bytes, called one message at a time, so that a
 * slow topic delays no other. Thread-safe.
 */
final class TopicWorker {

    /** What a message costs beyond its bytes, so that many tiny ones are bounded too. */
    private static final int OVERHEAD = 256;

    private final OrbsTopic topic;
    private final int maxMessages;
    private final long maxBytes;
    private final Queue<OrbsMessage> queue = new ArrayDeque<>();
    private volatile Map<String, OrbsHandler> services = Map.of();
    private @Nullable Runtime runtime;
    private long bytes;
    private boolean running;

    TopicWorker(OrbsTopic topic, int maxMessages, long maxBytes) {
        this.topic = topic;
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
    }

    /**
     * Where handlers run, and who counts.
     *
     * @param dropped given the reason and, for people, what happened
     */
    record Runtime(Executor executor, BiConsumer<DropReason, Lost> dropped) {}

    /** A message that somebody did not get, and why. */
    record Lost(OrbsMessage message, String detail) {}

    synchronized void start(Runtime with) {
        runtime = with;
    }

    /** What waits is discarded; a handler that is running is not interrupted. */
    synchronized void stop() {
        runtime = null;
        queue.clear();
        bytes = 0;
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

    synchronized int waiting() {
        return queue.size();
    }

    /** Queues a message, or drops it if too much waits; never blocks. */
    void offer(OrbsMessage message) {
        Runtime current;
        boolean full;
        boolean first;
        synchronized (this) {
            current = runtime;
            if (current == null) {
                return;
            }
            long cost = cost(message);
            full = queue.size() >= maxMessages || !queue.isEmpty() && bytes + cost > maxBytes;
            if (!full) {
                queue.add(message);
                bytes += cost;
            }
            first = !full && !running;
            running |= first;
        }
        if (full) {
            current.dropped.accept(DropReason.MAILBOX_FULL, new Lost(message, full()));
        } else if (first) {
            current.executor.execute(() -> run(current));
        }
    }

    private static long cost(OrbsMessage message) {
        return OVERHEAD + ForwardedMessage.bytesOf(message.payloads());
    }

    private synchronized String full() {
        return "the topic " + topic + " has " + queue.size() + " messages of " + bytes
                + " bytes waiting (limits topicMessages " + maxMessages + ", topicBytes " + maxBytes + ")";
    }

    private void run(Runtime current) {
        for (OrbsMessage message = next(); message != null; message = next()) {
            for (Map.Entry<String, OrbsHandler> service : services.entrySet()) {
                call(service.getKey(), service.getValue(), message, current);
            }
        }
    }

    private synchronized @Nullable OrbsMessage next() {
        OrbsMessage message = queue.poll();
        running = message != null;
        bytes -= message == null ? 0 : cost(message);
        return message;
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
