package dev.gossip.examples.demo.fisco;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.api.Bytes;
import dev.gossip.examples.demo.fisco.Findings.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every node tells all; each hears each message once, although there are two ways round the ring. */
final class MulticastAct {

    static final String TOPIC = "news";

    private final Stage stage;
    private final Map<DemoNode, Listener> listeners = new LinkedHashMap<>();

    MulticastAct(Stage stage) {
        this.stage = stage;
        for (DemoNode node : stage.network().ring()) {
            listeners.put(node, node.subscribe(TOPIC, Listener.answering("", stage.signals()::changed)));
        }
    }

    void play() {
        List<DemoNode> ring = stage.network().ring();
        for (DemoNode from : ring) {
            stage.await(from + " tells all", from.amop().multicast(TOPIC, Bytes.utf8(news(from))));
        }
        stage.signals()
                .await(
                        "every node hears the news of all",
                        DemoSettings.PATIENCE,
                        () -> listeners.values().stream()
                                .allMatch(listener -> ring.stream().allMatch(from -> listener.count(news(from)) > 0)));
        int expected = ring.size() * ring.size();
        stage.findings().of("multicast").put("sent", ring.size()).put("expected", expected);
        check();
        stage.findings().kept(Promise.AMOP_MULTICAST);
        stage.timeline().say("every node tells all: " + ring.size() + " sent, " + expected + " heard, each once");
    }

    /** That nothing came twice, not even later. */
    void check() {
        List<DemoNode> ring = stage.network().ring();
        int heard = listeners.values().stream()
                .mapToInt(listener -> ring.stream()
                        .mapToInt(from -> listener.count(news(from)))
                        .sum())
                .sum();
        stage.findings().of("multicast").put("heard", heard);
        unless(
                heard == ring.size() * ring.size(),
                "a multicast is heard once by every subscriber: " + heard + " times instead of "
                        + ring.size() * ring.size());
    }

    /** Whether all subscribers have heard this once. */
    boolean allHeard(String text) {
        return listeners.values().stream().allMatch(listener -> listener.count(text) == 1);
    }

    private static String news(DemoNode from) {
        return "news of " + from;
    }
}
