package dev.gossip.api;

import java.util.Optional;

/**
 * A message together with the exact bytes in which its origin said it.
 *
 * @param message what was said; its parts may be fewer than the bytes say where nested statements were left out
 * @param sealed the exact bytes, signature and claimed origin
 * @param id equal for every copy
 */
public record Envelope(Message message, Sealed sealed, MessageId id) {

    /** Who claims to have said it; proven only if {@link Delivery#proof()} says so. */
    public Optional<NodeId> origin() {
        return sealed.origin();
    }

    /** The body of the message. */
    public Body body() {
        return message.body();
    }

    /** The topic of the message. */
    public Topic topic() {
        return message.topic();
    }
}
