package dev.gossip.api.observe;

/** Receives events. Called by framework threads, possibly several at once; must return quickly and not throw. */
@FunctionalInterface
public interface NodeObserver {

    void onEvent(NodeEvent event);
}
