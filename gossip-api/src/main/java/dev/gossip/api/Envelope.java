package dev.gossip.api;

import java.util.Optional;

/** A message together with the exact bytes in which its origin said it. */
public record Envelope(Message message, Sealed sealed, MessageId id) {

    /** Who claims to have said it; proven only if {@link Delivery#proof()} says so. */
    public Optional<NodeId> origin() {
        return sealed.origin();
    }

    public Body body() {
        return message.body();
    }

    public Topic topic() {
        return message.topic();
    }
}
