package dev.gossip.transport.grpc;

import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;

/** Runs gRPC's callbacks on one event loop: at once if they come from there, as nearly all do. */
record LoopExecutor(EventLoop loop) implements Executor {

    @Override
    public void execute(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
