package dev.gossip.fabric.codec;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import java.util.List;

/** The private writes that the requester is entitled to (Fabric's RemotePvtDataResponse). */
public record PrivateDataResponse(List<Element> elements) implements Body {

    public PrivateDataResponse {
        elements = List.copyOf(elements);
    }

    /** The read-write sets found for one digest, which is echoed unchanged. */
    public record Element(PrivateDataDigest digest, List<Bytes> rwsets) {

        public Element {
            rwsets = List.copyOf(rwsets);
        }
    }
}
