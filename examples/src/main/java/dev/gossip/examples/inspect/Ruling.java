package dev.gossip.examples.inspect;

import dev.gossip.api.Envelope;
import dev.gossip.api.Sealed;
import java.util.List;
import java.util.Optional;

/**
 * What the codec says about one frame.
 *
 * @param sealed the opened statement; empty if it was refused or its channel is unknown
 * @param channel the channel's name; empty if there is none
 * @param elements the legal statements inside
 * @param error why a node would refuse it, reason first; empty if legal
 * @param channelUnknown whether only the name behind a channel MAC is missing
 */
record Ruling(Optional<Sealed> sealed, String channel, List<Envelope> elements, String error, boolean channelUnknown) {

    static Ruling legal(Sealed sealed, String channel, List<Envelope> elements) {
        return new Ruling(Optional.of(sealed), channel, List.copyOf(elements), "", false);
    }

    static Ruling refused(String error) {
        return new Ruling(Optional.empty(), "", List.of(), error, false);
    }

    static Ruling ofUnknownChannel() {
        return new Ruling(Optional.empty(), "", List.of(), "", true);
    }
}
