package dev.gossip.guice;

import com.google.inject.Inject;
import dev.gossip.api.GossipException;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends what the module made: the node first, then the runtime, unless another one was bound. Guice ends nothing by itself, so
 * an application injects this and closes it last. Thread-safe.
 */
public final class NodeCloser implements AutoCloseable {

    private @Nullable GossipNode node;
    private @Nullable GossipRuntime runtime;
    private boolean closed;

    /** For Guice. */
    @Inject
    NodeCloser() {}

    synchronized GossipNode made(GossipNode made) {
        requireOpen();
        node = made;
        return made;
    }

    synchronized GossipRuntime made(GossipRuntime made) {
        requireOpen();
        runtime = made;
        return made;
    }

    synchronized void requireOpen() {
        if (closed) {
            throw new GossipException("the node of this injector was closed; make another injector for another node");
        }
    }

    /** Waits a bounded time, as {@link GossipNode#close()}. Idempotent; makes nothing, even if nothing was made so far. */
    @Override
    public void close() {
        Optional<GossipNode> lastNode;
        Optional<GossipRuntime> lastRuntime;
        synchronized (this) {
            closed = true;
            lastNode = Optional.ofNullable(node);
            lastRuntime = Optional.ofNullable(runtime);
            node = null;
            runtime = null;
        }
        lastNode.ifPresent(GossipNode::close);
        lastRuntime.ifPresent(GossipRuntime::close);
    }
}
