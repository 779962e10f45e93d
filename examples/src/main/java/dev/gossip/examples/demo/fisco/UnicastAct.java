package dev.gossip.examples.demo.fisco;

import static dev.gossip.examples.demo.BrokenPromise.unless;

import dev.gossip.amop.AmopResult;
import dev.gossip.examples.demo.fisco.Findings.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every node asks every node, itself included, by topic; then one asks many times over two hops. */
final class UnicastAct {

    private static final int MANY = 200;

    private final Stage stage;
    private final Map<DemoNode, Listener> listeners = new LinkedHashMap<>();

    UnicastAct(Stage stage) {
        this.stage = stage;
        for (DemoNode node : stage.network().all()) {
            listeners.put(
                    node, node.subscribe(topic(node), Listener.answering(answer(node), stage.signals()::changed)));
        }
    }

    /** To which only this node subscribes. */
    static String topic(DemoNode node) {
        return "to " + node;
    }

    static String answer(DemoNode node) {
        return node + " here";
    }

    void play() {
        List<DemoNode> ring = stage.network().ring();
        int asked = 0;
        int right = 0;
        for (DemoNode from : ring) {
            for (DemoNode to : ring) {
                asked++;
                right += isAnsweredBy(to, from, from + " asks " + to) ? 1 : 0;
            }
        }
        int once = 0;
        for (DemoNode from : ring) {
            for (DemoNode to : ring) {
                once += listeners.get(to).count(from + " asks " + to) == 1 ? 1 : 0;
            }
        }
        stage.findings()
                .of("unicast")
                .put("asked", asked)
                .put("answered", right)
                .put("heardOnce", once);
        unless(
                right == asked && once == asked,
                "every unicast is heard once and answered by its subscriber: of " + asked + ", " + once
                        + " were heard once and " + right + " answered");
        stage.findings().kept(Promise.AMOP_UNICAST);
        stage.timeline()
                .say("every node asks every node: " + asked + " asked, " + right + " answered, each heard once");
        hops(ring.get(0), ring.get(2));
    }

    private void hops(DemoNode from, DemoNode to) {
        int hops = from.hopsTo(to.id());
        unless(hops == 2 && !from.isLinkedTo(to.id()), from + " reaches " + to + " over another node only");
        int right = 0;
        long start = stage.runtime().time().nanoTime();
        for (int i = 0; i < MANY; i++) {
            right += isAnsweredBy(to, from, "hop " + i) ? 1 : 0;
        }
        long micros = (stage.runtime().time().nanoTime() - start) / 1000 / MANY;
        stage.findings()
                .of("multiHop")
                .put("hops", hops)
                .put("asked", MANY)
                .put("answered", right)
                .put("meanMicros", micros);
        unless(right == MANY, "every unicast over " + hops + " hops is answered: " + right + " of " + MANY + " were");
        stage.findings().kept(Promise.MULTI_HOP);
        stage.timeline()
                .say(from + " is not linked with " + to + ": over " + hops + " hops " + MANY + " asked, " + right
                        + " answered, one after the other, " + micros + " µs each");
    }

    /** Whether exactly this node answered, also by the id that the answer came under. */
    boolean isAnsweredBy(DemoNode to, DemoNode from, String text) {
        AmopResult result = stage.unicast(from, topic(to), text);
        return Listener.said(answer(to), result)
                && ((AmopResult.Answered) result).by().equals(from == to ? Optional.empty() : Optional.of(to.id()));
    }
}
