package dev.gossip.api.body;

import dev.gossip.api.Body;
import dev.gossip.api.Envelope;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A body that repeats statements of others. On receipt the node verifies each of them beside the lanes before a handler
 * sees the body; on sending it redacts each for the target.
 */
public interface EnvelopeCarrier extends Body {

    /** Every statement inside, in wire order. */
    List<Envelope> envelopes();

    /**
     * The same body with each statement replaced by what {@code change} makes of it, or left out; each is asked about
     * once, in wire order. A body that cannot be without its statement ({@link MembershipRequest}) keeps it; for
     * {@link ElementRule#REQUIRED} callers drop the body as a whole instead.
     */
    EnvelopeCarrier map(Function<Envelope, Optional<Envelope>> change);

    /** What one bad statement means for the rest. */
    ElementRule elementRule();

    /** What one bad statement means for the rest. */
    enum ElementRule {
        /** Every statement must be authentic, else the whole body is dropped. Old statements are let through. */
        REQUIRED,
        /** Statements that are not authentic, or older than what is known, are left out. */
        OPTIONAL,
        /** Processing ends before the first statement that is not authentic; older ones are left out. */
        PREFIX
    }
}
