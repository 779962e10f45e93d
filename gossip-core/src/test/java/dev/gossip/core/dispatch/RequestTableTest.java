package dev.gossip.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.NodeId;
import dev.gossip.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestTableTest {

    private static final NodeId PEER = new NodeId(Bytes.utf8("peer"));
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final RequestTable table = new RequestTable(new VirtualTime(), 2);

    @Test
    void aRequestAboveTheBoundFailsNamingTheLimit() {
        table.register("e", PEER, Correlation.of(1), SECOND);
        table.register("e", PEER, Correlation.of(2), SECOND);
        assertThat(table.register("e", PEER, Correlation.of(3), SECOND))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("pendingRequests");
    }

    @Test
    void aTimeoutThatCannotBeScheduledFailsTheRequestAndLeavesNoEntry() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        for (int i = 0; i < 5; i++) {
            assertThat(table.register("e", PEER, Correlation.of(1), endless))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withMessageContaining("cannot be scheduled");
        }
    }

    @Test
    void closingFailsWhatWaitsAndWhatComesLater() {
        var waiting = table.register("e", PEER, Correlation.of(1), SECOND);
        table.close("the node closes");
        assertThat(waiting).isCompletedExceptionally();
        assertThat(table.register("e", PEER, Correlation.of(2), SECOND)).isCompletedExceptionally();
    }
}
