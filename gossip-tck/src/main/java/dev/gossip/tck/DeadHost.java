package dev.gossip.tck;

import dev.gossip.api.PeerAddress;
import java.io.IOException;

/** An address behind which nobody is of any use; rule T31 dials it. */
public interface DeadHost extends AutoCloseable {

    /** What to dial. */
    PeerAddress address();

    /** Frees the address, and lets those go who wait there; nothing by default. */
    @Override
    default void close() throws IOException {}
}
