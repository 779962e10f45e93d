package dev.gossip.fisco.codec.p2p3;

import dev.gossip.api.Bytes;
import java.util.List;

/**
 * The options of packets between nodes of a group. Node ids here are consensus ids (64 raw bytes), not P2P ids.
 *
 * @param source the consensus node that speaks; not empty
 * @param destinations whom it speaks to, each as long as {@code source}; at most 255
 * @param module the module at the destination; 0 if only the payload's first two bytes say it
 */
public record PacketOptions(String group, Bytes source, List<Bytes> destinations, int module) {

    /** The count travels in one byte. */
    public static final int MAX_DESTINATIONS = 255;

    public PacketOptions {
        destinations = List.copyOf(destinations);
    }
}
