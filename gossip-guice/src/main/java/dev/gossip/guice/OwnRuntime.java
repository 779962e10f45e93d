package dev.gossip.guice;

import com.google.inject.Inject;
import com.google.inject.Provider;
import dev.gossip.api.GossipRuntime;
import dev.gossip.core.StandardRuntime;

/** Makes the runtime that is used if no other was bound. */
final class OwnRuntime implements Provider<GossipRuntime> {

    private final NodeCloser closer;

    @Inject
    OwnRuntime(NodeCloser closer) {
        this.closer = closer;
    }

    @Override
    public GossipRuntime get() {
        closer.requireOpen();
        return closer.made(StandardRuntime.create());
    }
}
