package dev.gossip.api.body;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import java.util.List;

/** Pull, step 3: the ids of the items wanted. */
public record Request(String itemType, long nonce, List<Bytes> ids) implements Body {

    public Request {
        ids = List.copyOf(ids);
    }
}
