package dev.gossip.examples.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.metrics.PrometheusMetrics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrbsMetricNamesTest {

    @Test
    void whatOrbsMeasuresTooIsShownUnderItsNameAsWell() {
        try (PrometheusMetrics metrics = PrometheusMetrics.create(Map.of())) {
            OrbsMetricNames names = new OrbsMetricNames(metrics.sink());
            names.gauge("orbs.topic.waiting", () -> 7, "endpoint", "orbs", "topic", "lean-helix");
            names.gauge("orbs.links", () -> 6, "endpoint", "orbs");
            names.counter("orbs.topic.dropped", "endpoint", "orbs", "topic", "block-sync")
                    .increment();
            names.counter("gossip.drops", "reason", "no-link").increment();
            names.counter("gossip.drops", "reason", "congested").add(2);
            names.counter("gossip.drops", "reason", "wrong-virtual-chain").increment();
            names.counter("gossip.drops", "reason", "unsigned").increment();
            names.counter("orbs.forward.data", "endpoint", "orbs").increment();
            names.timer("gossip.verify.time", "endpoint", "orbs").record(1);
            assertThat(metrics.text().lines())
                    .contains(
                            "orbs_topic_waiting{endpoint=\"orbs\",topic=\"lean-helix\"} 7.0",
                            "Gossip_Topic_LeanHelixConsensus_MessagesInQueue 7.0",
                            "Gossip_OutgoingConnection_Active_Count 6.0",
                            "Gossip_Topic_BlockSync_DroppedMessages_total 1.0",
                            "gossip_drops_total{reason=\"congested\"} 2.0",
                            "Gossip_OutgoingConnection_SendQueueErrors_Count_total 3.0",
                            "Gossip_Received_BadChain_Count_total 1.0",
                            "gossip_drops_total{reason=\"unsigned\"} 1.0",
                            "Gossip_Forward_Data_Count_total 1.0");
        }
    }
}
