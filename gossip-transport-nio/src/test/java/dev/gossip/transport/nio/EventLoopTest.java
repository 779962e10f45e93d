package dev.gossip.transport.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private EventLoop loop;

    @BeforeEach
    void start() throws IOException {
        loop = new EventLoop("test-loop", () -> ended.complete(null));
        loop.start();
    }

    @AfterEach
    void stop() {
        loop.stop();
        Await.result(ended);
    }

    @Test
    void tasksOfOneThreadRunInOrderAndNeverInsideEachOther() {
        List<String> order = new ArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            loop.execute(() -> {
                order.add("second");
                done.complete(null);
            });
            order.add("first");
        });
        Await.result(done);
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void aFailingTaskHarmsNobody() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            throw new AssertionError("expected by a test");
        });
        loop.execute(() -> done.complete(null));
        Await.result(done);
    }

    @Test
    void manyTasksDoNotStarveAChannel() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        CompletableFuture<Void> served = new CompletableFuture<>();
        loop.execute(() -> register(pipe, () -> served.complete(null)));
        pipe.sink().write(java.nio.ByteBuffer.wrap(new byte[] {1}));
        Runnable busy = new Runnable() {
            @Override
            public void run() {
                if (!served.isDone()) {
                    loop.execute(this);
                }
            }
        };
        loop.execute(busy);
        Await.result(served);
        pipe.sink().close();
    }

    @Test
    void theEndIsToldToChannelsAndToLateCallers() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        CompletableFuture<Void> told = new CompletableFuture<>();
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        CompletableFuture<Void> registered = new CompletableFuture<>();
        loop.execute(() -> {
            register(pipe, new EventLoop.Ready() {
                @Override
                public void ready() {}

                @Override
                public void loopStopped() {
                    told.complete(null);
                    loop.execute(() -> refused.complete(catchRegistering(pipe)));
                }
            });
            registered.complete(null);
        });
        Await.result(registered);
        loop.stop();
        Await.result(ended);
        assertThat(told).isCompleted();
        assertThat(refused).isCompletedWithValueMatching(ClosedChannelException.class::isInstance);
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        pipe.source().close();
        pipe.sink().close();
    }

    private Throwable catchRegistering(Pipe pipe) {
        try {
            loop.register(pipe.source(), SelectionKey.OP_READ, null);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private void register(Pipe pipe, Runnable onReady) {
        register(pipe, new EventLoop.Ready() {
            @Override
            public void ready() {
                onReady.run();
                Sockets.close(pipe.source());
            }

            @Override
            public void loopStopped() {
                Sockets.close(pipe.source());
            }
        });
    }

    private void register(Pipe pipe, EventLoop.Ready owner) {
        try {
            loop.register(pipe.source(), SelectionKey.OP_READ, owner);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
