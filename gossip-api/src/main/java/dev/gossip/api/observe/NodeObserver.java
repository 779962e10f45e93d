package dev.gossip.api.observe;

/** Receives events. Called by framework threads, possibly several at once; must return quickly and not throw. */
@FunctionalInterface
public interface NodeObserver {

    /** Called once per event, soon after it happened; events of different threads come in no order. */
    void onEvent(NodeEvent event);
}
