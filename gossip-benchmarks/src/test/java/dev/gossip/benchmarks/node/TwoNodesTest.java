package dev.gossip.benchmarks.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Both kinds of message travel the whole way. */
class TwoNodesTest {

    @Test
    void messagesAndBlocksReachTheHandlers() throws Exception {
        BlockingQueue<Bytes> heard = new ArrayBlockingQueue<>(4);
        try (TwoNodes nodes = new TwoNodes("netty", heard::add)) {
            assertThat(nodes.publish(Bytes.utf8("a message"))
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(Bytes.utf8("a message"));
            assertThat(nodes.sendBlock(1, Bytes.utf8("a block"))
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(Bytes.utf8("a block"));
        }
    }
}
