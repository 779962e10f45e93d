package dev.gossip.spi.protocol;

import dev.gossip.api.Message;
import dev.gossip.api.Sealed;

/** Which statements are signed by their origin. */
public interface SigningPolicy {

    /** Whether we sign this message of ours. */
    boolean signs(Message message);

    /** Whether this statement is of a kind that counts only if its signature is valid. */
    boolean mustVerify(Sealed sealed);
}
