package dev.gossip.fabric.codec;

import dev.gossip.api.Body;
import java.util.List;

/** Asks for private writes (Fabric's RemotePvtDataRequest). */
public record PrivateDataRequest(List<PrivateDataDigest> digests) implements Body {

    public PrivateDataRequest {
        digests = List.copyOf(digests);
    }
}
