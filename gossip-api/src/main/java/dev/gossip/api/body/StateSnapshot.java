package dev.gossip.api.body;

import dev.gossip.api.Envelope;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@link State} statements about one channel. */
public record StateSnapshot(List<Envelope> elements) implements EnvelopeCarrier {

    public StateSnapshot {
        elements = List.copyOf(elements);
    }

    @Override
    public List<Envelope> envelopes() {
        return elements;
    }

    @Override
    public EnvelopeCarrier map(Function<Envelope, Optional<Envelope>> change) {
        return new StateSnapshot(
                elements.stream().map(change).flatMap(Optional::stream).toList());
    }

    @Override
    public ElementRule elementRule() {
        return ElementRule.PREFIX;
    }
}
