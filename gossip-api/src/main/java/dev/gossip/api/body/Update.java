package dev.gossip.api.body;

import dev.gossip.api.Envelope;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Pull, step 4: the items. One bad item spoils the update. */
public record Update(String itemType, long nonce, List<Envelope> items) implements EnvelopeCarrier {

    public Update {
        items = List.copyOf(items);
    }

    @Override
    public List<Envelope> envelopes() {
        return items;
    }

    @Override
    public EnvelopeCarrier map(Function<Envelope, Optional<Envelope>> change) {
        return new Update(
                itemType,
                nonce,
                items.stream().map(change).flatMap(Optional::stream).toList());
    }

    @Override
    public ElementRule elementRule() {
        return ElementRule.REQUIRED;
    }

    @Override
    public boolean isBulk() {
        return true;
    }
}
