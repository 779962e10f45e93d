package dev.gossip.amop;

import static dev.gossip.amop.Subscribers.HELLO;
import static dev.gossip.amop.Subscribers.failure;
import static dev.gossip.amop.Subscribers.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.amop.Subscribers.Noting;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.body.AmopFailure.Reason;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.state.status.StatusSyncConfig;
import dev.gossip.state.status.StatusSyncExtension;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Five whole nodes over the memory transport, in virtual time. */
class RealNodesTest {

    private static final int NODES = 5;
    private static final Duration SECONDS = Duration.ofSeconds(10);

    private final VirtualRuntime runtime = new VirtualRuntime(new VirtualTime(), 42);
    private final List<GossipNode> nodes = new ArrayList<>();
    private final List<Amop> amops = new ArrayList<>();

    private void start(StatusSyncConfig.Exchange kinds) {
        for (int i = 0; i < NODES; i++) {
            EndpointConfig.Builder endpoint = EndpointConfig.named("test")
                    .protocol(new TestProtocol())
                    .transport("memory")
                    .setting("id", "node-" + i)
                    .listen("memory:" + (100 + i));
            for (int j = 0; j < i; j++) {
                endpoint.seed(PeerAddress.of("memory", 100 + j));
            }
            AmopExtension extension = new AmopExtension(
                    AmopConfig.DEFAULT,
                    status -> StatusSyncExtension.topics(StatusSyncConfig.DEFAULT.withExchange(kinds), status));
            amops.add(extension.amop());
            nodes.add(GossipNode.builder()
                    .runtime(runtime)
                    .router("direct")
                    .endpoint(endpoint.build())
                    .extension(extension)
                    .start());
        }
        run();
    }

    @AfterEach
    void stop() {
        nodes.forEach(GossipNode::close);
        runtime.close();
    }

    private void run() {
        runtime.virtualTime().advance(SECONDS);
    }

    private <T> T await(CompletionStage<T> stage) {
        assertThat(runtime.await(stage, Duration.ofMinutes(5))).isTrue();
        return stage.toCompletableFuture().join();
    }

    private Noting subscribe(int node) {
        Noting noting = new Noting("subscriber at " + node);
        noting.subscription = await(amops.get(node).subscribe("t", noting));
        return noting;
    }

    @ParameterizedTest
    @EnumSource(StatusSyncConfig.Exchange.class)
    void topicsRepliesMulticastsAndNodesThatLeave(StatusSyncConfig.Exchange kinds) {
        start(kinds);
        List<Noting> subscribers = List.of(subscribe(0), subscribe(1), subscribe(2));
        run();
        Set<String> repliers = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            repliers.add(reply(await(amops.get(4).publish("t", HELLO))));
        }
        assertThat(repliers).hasSize(3);
        assertThat(subscribers.stream().mapToInt(one -> one.heard.size()).sum()).isEqualTo(60);
        subscribers.forEach(one -> one.heard.clear());
        assertThat(await(amops.get(0).multicast("t", HELLO))).isEqualTo(3);
        run();
        assertThat(subscribers).allSatisfy(one -> assertThat(one.heard).hasSize(1));
        nodes.get(1).close();
        nodes.get(2).close();
        for (int i = 0; i < 10; i++) {
            assertThat(reply(await(amops.get(4).publish("t", HELLO)))).isEqualTo("subscriber at 0");
        }
        subscribers.get(0).subscription.close();
        run();
        assertThat(failure(await(amops.get(4).publish("t", HELLO)))).isEqualTo(Reason.NO_SUBSCRIBER);
    }

    @ParameterizedTest
    @EnumSource(StatusSyncConfig.Exchange.class)
    void privateTopics(StatusSyncConfig.Exchange kinds) {
        start(kinds);
        LocalIdentity admitted = TestKeys.identity();
        Noting good = new Noting("good");
        Noting bad = new Noting("bad");
        await(amops.get(1).subscribePrivate("t", admitted, good));
        await(amops.get(2).subscribePrivate("t", TestKeys.identity(), bad));
        PrivateTopic topic = await(amops.get(0)
                .publishPrivate(
                        "t", TestKeys.INSTANCE, List.of(admitted.identity().publicKey())));
        run();
        for (int i = 0; i < 20; i++) {
            assertThat(reply(await(topic.publish(HELLO)))).isEqualTo("good");
        }
        assertThat(await(topic.multicast(HELLO))).isEqualTo(1);
        run();
        assertThat(good.heard).hasSize(21);
        assertThat(bad.heard).isEmpty();
    }
}
