package dev.gossip.spi.protocol;

import dev.gossip.api.Bytes;
import dev.gossip.api.Sealed;
import java.time.Duration;
import java.util.Optional;

/** Which statements replace which. */
public interface Supersession {

    /** What the statement is about, kind and scope included; statements with equal keys compete. Empty: with none. */
    Optional<Bytes> keyOf(Sealed sealed);

    /** How {@code arriving} stands to {@code stored}; both have the same key. */
    Relation relate(Sealed arriving, Sealed stored);

    /**
     * How long an accepted statement lives. For as long again it is invisible but still refuses older ones.
     */
    Duration lifetime(Sealed sealed);

    /** How a statement stands to another. */
    enum Relation {
        /** The arriving one replaces the stored one. */
        SUPERSEDES,
        /** The arriving one is old news. */
        SUPERSEDED,
        /** Both stand. */
        UNRELATED
    }
}
