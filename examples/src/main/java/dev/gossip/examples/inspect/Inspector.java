package dev.gossip.examples.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;

/**
 * Reads the messages of one run, one after the other. Later messages may be understood with the help of earlier ones. Not
 * thread-safe.
 */
@FunctionalInterface
public interface Inspector {

    /** What is inside {@code message}: always with {@code ok}, and with {@code error} if that is false. Never throws. */
    ObjectNode inspect(Bytes message);
}
