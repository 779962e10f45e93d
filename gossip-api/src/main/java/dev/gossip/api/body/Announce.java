package dev.gossip.api.body;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import java.util.List;

/** Names items that the sender holds without sending them. */
public record Announce(List<Bytes> ids) implements Body {

    public Announce {
        ids = List.copyOf(ids);
    }
}
