package dev.gossip.orbs.codec;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import java.util.List;

/**
 * What an Orbs service says on one of the {@link OrbsTopic}s.
 *
 * @param type the number of the message within its topic
 * @param payloads content as the service encoded it; parts stay apart on the wire
 */
public record OrbsContent(int type, List<Bytes> payloads) implements Body {

    public OrbsContent {
        payloads = List.copyOf(payloads);
    }

    @Override
    public boolean isBulk() {
        return true;
    }
}
