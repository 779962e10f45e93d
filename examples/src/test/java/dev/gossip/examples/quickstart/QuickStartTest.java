package dev.gossip.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class QuickStartTest {

    @Test
    @Timeout(30)
    void theSubscriberGetsWhatWasPublished() throws Exception {
        assertThat(QuickStart.run()).isEqualTo("hello, gossip");
    }
}
