package dev.gossip.amop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.amop.Subscribers.Noting;
import dev.gossip.api.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything at once, at random: what must hold holds all the same. */
class ChurnTest {

    private static final int NODES = 5;
    private static final int TOPICS = 3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyPublishEndsOnceAndEverySubscriberHearsItsOwnTopicOnly(long seed) {
        TestNet net = TestNet.of(
                NODES,
                seed,
                TestNet.CONFIG.withTimeouts(Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(3)));
        net.wire.loss(0.05).latency(Duration.ofMillis(1), Duration.ofMillis(20));
        SplittableRandom random = new SplittableRandom(seed);
        Map<Noting, String> subscribers = new HashMap<>();
        List<Noting> open = new ArrayList<>();
        List<Integer> results = new ArrayList<>();
        List<String> strayReplies = new ArrayList<>();
        for (int step = 0; step < 1_500; step++) {
            int node = random.nextInt(NODES);
            String topic = "t" + random.nextInt(TOPICS);
            switch (random.nextInt(12)) {
                case 0 -> {
                    Noting noting = new Noting(topic);
                    subscribers.put(noting, topic);
                    open.add(noting);
                    net.amop(node).subscribe(topic, noting).thenAccept(made -> noting.subscription = made);
                }
                case 1 -> {
                    if (!open.isEmpty()) {
                        Noting closing = open.remove(random.nextInt(open.size()));
                        if (closing.subscription != null) {
                            closing.subscription.close();
                        }
                    }
                }
                case 2 -> {
                    int other = (node + 1 + random.nextInt(NODES - 1)) % NODES;
                    net.unlink(net.nodes.get(node), net.nodes.get(other));
                }
                case 3 -> {
                    int other = (node + 1 + random.nextInt(NODES - 1)) % NODES;
                    net.link(net.nodes.get(node), net.nodes.get(other));
                }
                case 4 -> net.amop(node).multicast(topic, Bytes.utf8(topic));
                default -> {
                    int number = results.size();
                    results.add(0);
                    net.amop(node).publish(topic, Bytes.utf8(topic)).thenAccept(result -> {
                        results.set(number, results.get(number) + 1);
                        if (result instanceof AmopResult.Answered answered
                                && !answered.reply().data().utf8().equals(topic)) {
                            strayReplies.add(topic + " answered by " + answered.reply());
                        }
                    });
                }
            }
            net.run(Duration.ofMillis(random.nextInt(20)));
        }
        net.run(Duration.ofSeconds(10));
        assertThat(results).as("results per publish, seed %s", seed).containsOnly(1);
        assertThat(strayReplies).as("seed %s", seed).isEmpty();
        subscribers.forEach((subscriber, topic) -> assertThat(subscriber.heard)
                .as("seed %s", seed)
                .allSatisfy(delivery -> assertThat(delivery.topic()).isEqualTo(topic)));
        assertThat(subscribers.keySet().stream()
                        .mapToInt(one -> one.heard.size())
                        .sum())
                .as("messages heard, seed %s", seed)
                .isGreaterThan(100);
        converges(net, seed);
    }

    /** Once the network is whole and quiet, every node knows the topics of all others and nothing else. */
    private static void converges(TestNet net, long seed) {
        net.wire.loss(0);
        for (int one = 0; one < NODES; one++) {
            for (int other = one + 1; other < NODES; other++) {
                net.link(net.nodes.get(one), net.nodes.get(other));
            }
        }
        net.settle();
        int[] own = new int[NODES];
        int all = 0;
        for (int node = 0; node < NODES; node++) {
            own[node] = net.await(net.amop(node).status()).topics().size();
            all += own[node];
        }
        for (int node = 0; node < NODES; node++) {
            AmopStatus status = net.await(net.amop(node).status());
            assertThat(status.remoteTopics()).as("node %s, seed %s", node, seed).isEqualTo(all - own[node]);
            assertThat(status.pending()).as("calls under way but this one").isEqualTo(1);
        }
    }
}
