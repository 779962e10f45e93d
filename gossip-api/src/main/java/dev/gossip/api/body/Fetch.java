package dev.gossip.api.body;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import java.util.List;

/** Asks for announced items. */
public record Fetch(List<Bytes> ids) implements Body {

    public Fetch {
        ids = List.copyOf(ids);
    }
}
