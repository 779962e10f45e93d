package dev.gossip.examples.demo.orbs;

import dev.gossip.api.Bytes;
import dev.gossip.api.TimeSource;
import dev.gossip.orbs.codec.OrbsHandler;
import dev.gossip.orbs.codec.OrbsMessage;
import java.util.ArrayList;
import java.util.List;

/** What the services of a node heard. A message of the demonstration has a title and perhaps content. Thread-safe. */
final class Inbox implements OrbsHandler {

    private final TimeSource time;
    private final Runnable changed;
    private final List<Arrival> arrivals = new ArrayList<>();

    Inbox(TimeSource time, Runnable changed) {
        this.time = time;
        this.changed = changed;
    }

    /** @param nanos when the service was called */
    record Arrival(String title, Bytes content, long nanos) {}

    @Override
    public void handle(OrbsMessage message) {
        long now = time.nanoTime();
        List<Bytes> payloads = message.payloads();
        synchronized (this) {
            arrivals.add(
                    new Arrival(payloads.get(0).utf8(), payloads.size() > 1 ? payloads.get(1) : Bytes.empty(), now));
        }
        changed.run();
    }

    /** In the order of arrival. */
    synchronized List<Arrival> titled(String beginning) {
        return arrivals.stream()
                .filter(arrival -> arrival.title().startsWith(beginning))
                .toList();
    }

    int count(String beginning) {
        return titled(beginning).size();
    }

    /** Whether {@code beginning 1}, {@code beginning 2} and so on came once each, in order. */
    boolean hasSeries(String beginning, int length) {
        List<Arrival> series = titled(beginning);
        boolean inOrder = series.size() == length;
        for (int i = 0; inOrder && i < length; i++) {
            inOrder = series.get(i).title().equals(beginning + (i + 1));
        }
        return inOrder;
    }
}
