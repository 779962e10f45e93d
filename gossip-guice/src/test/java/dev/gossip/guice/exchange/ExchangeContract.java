package dev.gossip.guice.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same node test, whatever a node is made by. */
abstract class ExchangeContract {

    /** Runs {@link Exchange}; returns what the second node heard of what the first one said. */
    abstract String exchange(String said) throws Exception;

    @Test
    @Timeout(60)
    void whatOneNodeSaysTheOtherHears() throws Exception {
        assertThat(exchange("hello, gossip")).isEqualTo("hello, gossip");
    }
}
