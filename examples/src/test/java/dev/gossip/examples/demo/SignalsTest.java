package dev.gossip.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.core.StandardRuntime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SignalsTest {

    private final StandardRuntime runtime = StandardRuntime.create();
    private final Signals signals = new Signals(runtime.time());

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void whatNeverHappensIsABrokenPromiseThatIsNamed() {
        assertThatThrownBy(() -> signals.await("pigs fly", Duration.ofMillis(20), () -> false))
                .isInstanceOf(BrokenPromise.class)
                .hasMessage("pigs fly: not within 20 ms");
    }

    @Test
    @Timeout(10)
    void aChangeEndsTheWait() {
        AtomicBoolean done = new AtomicBoolean();
        runtime.scheduler().schedule(Duration.ofMillis(5), () -> {
            done.set(true);
            signals.changed();
        });
        assertThat(signals.await("it happens", Duration.ofSeconds(9), done::get))
                .isPositive();
    }

    /** As a stage that completes on a thread which reports a change before. */
    @Test
    @Timeout(10)
    void aConditionMayWaitForWhoReportsAChange() {
        assertThat(signals.await(
                        "it is reported",
                        Duration.ofSeconds(9),
                        () -> CompletableFuture.supplyAsync(
                                        () -> {
                                            signals.changed();
                                            return true;
                                        },
                                        runtime.workers())
                                .join()))
                .isPositive();
    }
}
