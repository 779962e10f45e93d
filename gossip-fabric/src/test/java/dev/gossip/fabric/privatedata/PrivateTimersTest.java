package dev.gossip.fabric.privatedata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.observe.MetricsSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class PrivateTimersTest {

    @Test
    void haveTheNamesThatOperatorsKnow() {
        List<String> names = new ArrayList<>();
        PrivateTimers.of(
                new MetricsSink() {
                    @Override
                    public Counter counter(String name, String... tags) {
                        throw new AssertionError(name);
                    }

                    @Override
                    public Timer timer(String name, String... tags) {
                        assertThat(tags).containsExactly("channel", "ch1");
                        names.add(name.replace('.', '_'));
                        return nanos -> {};
                    }

                    @Override
                    public void gauge(String name, DoubleSupplier value, String... tags) {
                        throw new AssertionError(name);
                    }
                },
                "ch1");
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "gossip_privdata_validation_duration",
                        "gossip_privdata_list_missing_duration",
                        "gossip_privdata_fetch_duration",
                        "gossip_privdata_commit_block_duration",
                        "gossip_privdata_purge_duration",
                        "gossip_privdata_send_duration",
                        "gossip_privdata_reconciliation_duration",
                        "gossip_privdata_pull_duration",
                        "gossip_privdata_retrieve_duration");
    }
}
