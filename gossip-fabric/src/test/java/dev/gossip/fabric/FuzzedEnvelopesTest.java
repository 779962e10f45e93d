package dev.gossip.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.gossip.fabric.Capture.Said;
import dev.gossip.fabric.CapturedWorld.Node;
import dev.gossip.fabric.ScriptedPeer.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;
import org.junit.jupiter.api.Test;

/**
 * A member that keeps sending changed and random envelopes through the whole inbound path. Their number can be set by
 * {@code -Dgossip.fabric.fuzz=1000000}.
 */
class FuzzedEnvelopesTest {

    private static final int FRAMES = Integer.getInteger("gossip.fabric.fuzz", 20_000);
    private static final long SEED = Long.getLong("gossip.fabric.fuzz.seed", 59);
    private static final long HEAP_SLACK = 24 << 20;

    private final List<String> failures = new ArrayList<>();
    private final CapturedWorld world = new CapturedWorld(SEED);
    private final Node node = world.start(TestNetwork.identity(1, 0), List.of(), 0, true, event -> {
        if (event.toString().contains("handler-failed") && failures.size() < 10) {
            failures.add(event.toString());
        }
    });
    private final ScriptedPeer hostile = new ScriptedPeer(world.runtime, CapturedWorld.captured());

    @Test
    void c59_fuzzedEnvelopesNeitherEscapeNorMakeAnythingGrow() {
        List<Envelope> real = Capture.read().stream().map(Said::envelope).toList();
        HostileFrames frames = new HostileFrames(new SplittableRandom(SEED), real, hostile.says, CapturedWorld.CHANNEL);
        Line line = greet();
        Map<String, Long> sizes = Map.of();
        for (int i = 0; i < FRAMES; i++) {
            if (i == FRAMES / 5) {
                sizes = sizes();
            }
            if (!line.isOpen()) {
                line = greet();
            }
            line.raw(frames.next());
            world.time.advance(Duration.ofNanos(200_000));
            line.heard.clear();
            if (!failures.isEmpty()) {
                fail("frame %d of seed %d escaped: %s", i, SEED, failures);
            }
        }
        world.time.advance(Duration.ofSeconds(30));
        Map<String, Long> after = sizes();

        assertThat(node.drops("handler-failed")).isZero();
        assertThat(node.drops("lane-full")).isZero();
        assertThat(after.get("tasks")).as("%s, then %s", sizes, after).isLessThan(200);
        assertThat(after.get("members")).as("%s, then %s", sizes, after).isLessThan(10);
        assertThat(after.get("heap")).as("%s, then %s", sizes, after).isLessThan(sizes.get("heap") + HEAP_SLACK);
        assertThat(node.channel().status().isHealthy()).isTrue();
        assertThat(node.channel().status().buffered()).isLessThanOrEqualTo(40);
        assertStillServed();
        world.close();
    }

    private Line greet() {
        Line line = hostile.greet(CapturedWorld.OURS);
        world.time.advance(Duration.ofNanos(1));
        assertThat(line.isOpen())
                .as("the node accepts a greeting, seed %d", SEED)
                .isTrue();
        return line;
    }

    private Map<String, Long> sizes() {
        System.gc();
        System.gc();
        Runtime jvm = Runtime.getRuntime();
        return Map.of(
                "tasks",
                (long) world.time.pendingTasks(),
                "members",
                (long) node.peer().members().alive().size()
                        + node.peer().members().dead().size(),
                "heap",
                jvm.totalMemory() - jvm.freeMemory());
    }

    /** All lanes work: membership on the control lane, blocks and states on the channel's. */
    private void assertStillServed() {
        ScriptedPeer honest = new ScriptedPeer(world.runtime, TestNetwork.identity(1, 1));
        Line line = honest.greet(CapturedWorld.OURS);
        world.time.advance(Duration.ofMillis(10));
        line.say(Statements.memReq(honest.says.alive("peer1:1", 1, 1), 7));
        line.send(honest.says.state(CapturedWorld.CHANNEL, 1, 1));
        world.time.advance(Duration.ofMillis(10));
        assertThat(line.heard(GossipMessage::hasMemRes)).hasSize(1);
        assertThat(node.channel().members()).anyMatch(peer -> peer.id().equals(honest.says.id()));
        line.say(Statements.tagged(GossipMessage.Tag.CHAN_OR_ORG)
                .setStateInfoPullReq(org.hyperledger.fabric.protos.gossip.StateInfoPullRequest.newBuilder()
                        .setChannelMAC(honest.says.mac(CapturedWorld.CHANNEL))));
        world.time.advance(Duration.ofMillis(10));
        assertThat(line.heard(GossipMessage::hasStateSnapshot)).hasSize(1);
    }
}
