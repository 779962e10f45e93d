package dev.gossip.api.body;

import dev.gossip.api.Envelope;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The alive statements of those held for alive (the responder's own last) and of those held for dead. */
public record MembershipResponse(List<Envelope> alive, List<Envelope> dead) implements EnvelopeCarrier {

    public MembershipResponse {
        alive = List.copyOf(alive);
        dead = List.copyOf(dead);
    }

    @Override
    public List<Envelope> envelopes() {
        return Stream.concat(alive.stream(), dead.stream()).toList();
    }

    @Override
    public EnvelopeCarrier map(Function<Envelope, Optional<Envelope>> change) {
        return new MembershipResponse(
                alive.stream().map(change).flatMap(Optional::stream).toList(),
                dead.stream().map(change).flatMap(Optional::stream).toList());
    }

    @Override
    public ElementRule elementRule() {
        return ElementRule.OPTIONAL;
    }
}
