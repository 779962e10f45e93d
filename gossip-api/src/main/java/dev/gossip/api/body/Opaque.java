package dev.gossip.api.body;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import java.util.List;

/** An application's own bytes, in one or more segments that stay apart on wires that can keep them apart. */
public record Opaque(List<Bytes> segments) implements Body {

    public Opaque {
        segments = List.copyOf(segments);
    }

    /** These segments, in order. */
    public static Opaque of(Bytes... segments) {
        return new Opaque(List.of(segments));
    }

    /** All segments as one run. */
    public Bytes joined() {
        return segments.size() == 1 ? segments.get(0) : Bytes.concat(segments);
    }

    @Override
    public boolean isBulk() {
        return true;
    }
}
