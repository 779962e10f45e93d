package dev.gossip.examples.bridge.demo;

import dev.gossip.api.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The payloads that a subscriber heard, in their order. Thread-safe. */
final class Inbox {

    private final List<Bytes> payloads = new ArrayList<>();

    synchronized void add(Bytes payload) {
        payloads.add(payload);
    }

    /** How often exactly these bytes came. */
    synchronized int count(Bytes payload) {
        return (int) payloads.stream().filter(payload::equals).count();
    }
}
