package dev.gossip.fabric.large;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.InMemoryOrderedStore;
import dev.gossip.fabric.FabricChannelConfig;
import dev.gossip.fabric.FabricConfig;
import dev.gossip.fabric.FabricPeer;
import dev.gossip.fabric.Resources;
import dev.gossip.fabric.block.OrdererSigners;
import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Members times channels in which Fabric's members lose each other, with Fabric's own timers and without signatures that
 * cost anything. The whole network of 90 members in 25 channels is run by
 * {@code -Dgossip.fabric.large.members=90 -Dgossip.fabric.large.channels=25 -Dgossip.fabric.large.minutes=10},
 * and says its figures with {@code -Dgossip.fabric.large.figures=true}.
 */
class LargeNetworkTest {

    private static final int MEMBERS = Integer.getInteger("gossip.fabric.large.members", 20);
    private static final int CHANNELS = Integer.getInteger("gossip.fabric.large.channels", 5);
    private static final Duration SPAN = Duration.ofMinutes(Integer.getInteger("gossip.fabric.large.minutes", 1));
    private static final Duration JOINING = Duration.ofSeconds(90);
    private static final Duration PER_CHECK = Duration.ofMillis(10);

    private final VirtualTime time = new VirtualTime();
    private final VirtualRuntime runtime = new VirtualRuntime(time, MEMBERS);
    private final List<Member> members = new ArrayList<>();
    private Optional<SlowRuntime> slow = Optional.empty();

    private record Member(FabricPeer peer, GossipNode node, Tally tally) {

        boolean knowsAll() {
            return peer.members().alive().size() == MEMBERS - 1
                    && peer.channels().stream()
                            .allMatch(channel -> channel.members().size() == MEMBERS - 1);
        }
    }

    @AfterEach
    void close() {
        members.forEach(member -> member.node().close());
        runtime.close();
    }

    private void start(int number, boolean isSlow) {
        Tally tally = new Tally();
        PeerAddress address = PeerAddress.of("peer" + number, 7051);
        EndpointConfig.Builder endpoint = EndpointConfig.named("fabric")
                .transport(CountingTransport.of(tally))
                .listen(address.toString())
                .external(address)
                .seed(PeerAddress.of("peer0", 7051))
                .setting("allowPlaintext", "true")
                .identity(tally.local(address))
                .trust(tally);
        FabricPeer peer = FabricPeer.on(endpoint, FabricConfig.DEFAULT);
        for (int channel = 0; channel < CHANNELS; channel++) {
            peer.join(FabricChannelConfig.named("ch" + channel)
                    .organisations(Tally.ORGANISATION)
                    .store(new InMemoryOrderedStore())
                    .orderers(OrdererSigners.certificates("OrdererMSP", List.of(Resources.certificate("orderer.pem"))))
                    .build());
        }
        if (isSlow) {
            slow = Optional.of(new SlowRuntime(runtime, () -> tally.verifications, PER_CHECK));
        }
        GossipNode node = peer.configure(GossipNode.builder())
                .runtime(isSlow ? slow.orElseThrow() : runtime)
                .observer(tally)
                .start();
        members.add(new Member(peer, node, tally));
    }

    private void run(boolean withSlowOne) {
        for (int number = 0; number < MEMBERS; number++) {
            start(number, withSlowOne && number == 1);
            time.advance(Duration.ofMillis(50));
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        while (time.nanoTime() < JOINING.toNanos() && !members.stream().allMatch(Member::knowsAll)) {
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(members).as("after " + Duration.ofNanos(time.nanoTime())).allMatch(Member::knowsAll);
        Duration joined = Duration.ofNanos(time.nanoTime());
        long frames = sum(tally -> tally.frames);
        long checks = sum(tally -> tally.verifications);

        time.advance(SPAN);

        if (Boolean.getBoolean("gossip.fabric.large.figures")) {
            double nodeSeconds = (double) SPAN.toSeconds() * MEMBERS;
            System.out.printf(
                    "%d members x %d channels, %d min%s: joined after %s, %.1f frames and %.2f checks per node and second at"
                            + " rest, %d state checks of %d states, %d checks repeated, longest worker queue %s, %.1f s of CPU%n",
                    MEMBERS,
                    CHANNELS,
                    SPAN.toMinutes(),
                    withSlowOne ? ", one slow" : "",
                    joined,
                    (sum(tally -> tally.frames) - frames) / nodeSeconds,
                    (sum(tally -> tally.verifications) - checks) / nodeSeconds,
                    sum(tally -> tally.states),
                    sum(Tally::distinctStates),
                    sum(Tally::repeats),
                    slow.map(each -> each.longest),
                    (threads.getCurrentThreadCpuTime() - begin) / 1e9);
        }
        for (Member member : members) {
            assertThat(member.tally().deaths).isEmpty();
            assertThat(member.knowsAll()).isTrue();
            assertThat(member.tally().states)
                    .as("each element of a snapshot is checked once")
                    .isEqualTo(member.tally().distinctStates());
            assertThat(member.tally().repeats())
                    .as("nor is much else checked twice")
                    .isLessThan(member.tally().verifications / 20);
        }
    }

    private long sum(java.util.function.ToLongFunction<Tally> figure) {
        return members.stream()
                .mapToLong(member -> figure.applyAsLong(member.tally()))
                .sum();
    }

    @Test
    void c44_nobodyFlapsAndEachElementIsCheckedOnce() {
        run(false);
    }

    @Test
    void c44_oneSlowVerifierUnsettlesNobody() {
        run(true);
        assertThat(slow.orElseThrow().longest).as("it was slow indeed").isPositive();
    }
}
