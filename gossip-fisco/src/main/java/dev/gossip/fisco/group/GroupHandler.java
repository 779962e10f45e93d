package dev.gossip.fisco.group;

/** The application's side of a node of a group. */
@FunctionalInterface
public interface GroupHandler {

    /**
     * Takes a message. Called for one message after the other in the order of their arrival, on the runtime's threads for
     * handlers, so it may block; while it does, a bounded number of messages waits and what comes beyond is refused.
     */
    void receive(GroupDelivery delivery);
}
