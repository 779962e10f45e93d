package dev.gossip.api.body;

import dev.gossip.api.Envelope;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks for the member lists and introduces the asker. */
public record MembershipRequest(Envelope self) implements EnvelopeCarrier {

    @Override
    public List<Envelope> envelopes() {
        return List.of(self);
    }

    @Override
    public EnvelopeCarrier map(Function<Envelope, Optional<Envelope>> change) {
        return change.apply(self).map(MembershipRequest::new).orElse(this);
    }

    @Override
    public ElementRule elementRule() {
        return ElementRule.REQUIRED;
    }
}
