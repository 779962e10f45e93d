package dev.gossip.examples.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.NodeEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLogTest {

    private final List<String> lines = new ArrayList<>();
    private final NodeLog log = new NodeLog(lines::add);
    private final LinkPeer somebody = LinkPeer.unknown("fabric", PeerAddress.of("10.0.0.9", 4711));

    @Test
    void eachRefusalIsOneLineWithItsReason() {
        log.onEvent(new NodeEvent.LinkRefused(somebody, DropReason.UNTRUSTED_IDENTITY, "no CA of Org1MSP"));
        log.onEvent(new NodeEvent.LinkUp(somebody, false));
        log.onEvent(new NodeEvent.Dropped(somebody, DropReason.DUPLICATE, "counted, not told"));
        assertThat(lines)
                .containsExactly(
                        "refused: somebody at " + somebody.remote() + ", untrusted-identity, no CA of Org1MSP",
                        "connected: somebody at " + somebody.remote() + ", accepted");
    }

    @Test
    void strangersCannotForgeLines() {
        log.onEvent(new NodeEvent.LinkRefused(
                somebody, DropReason.MALFORMED, "a\nconnected: root\u001b[2J" + "x".repeat(9_000)));
        assertThat(lines)
                .singleElement()
                .asString()
                .doesNotContain("\n", "\u001b")
                .hasSizeLessThan(600);
    }
}
