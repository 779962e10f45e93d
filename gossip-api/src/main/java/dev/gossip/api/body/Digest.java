package dev.gossip.api.body;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import java.util.List;

/** Pull, step 2: the ids of the items held. */
public record Digest(String itemType, long nonce, List<Bytes> ids) implements Body {

    public Digest {
        ids = List.copyOf(ids);
    }
}
