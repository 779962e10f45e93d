package dev.gossip.state;

import java.util.Map;
import java.util.Optional;

/**
 * How a channel fares at a moment.
 *
 * @param height number of items in the store, which is the number of the next one (unsigned)
 * @param buffered items that wait for a missing one before them or for the store
 * @param received items taken so far, that is valid and new ones, by the way they came
 * @param halted why no further item is taken; absent while all is well
 */
public record ChannelStatus(long height, int buffered, Map<Source, Long> received, Optional<String> halted) {

    public ChannelStatus {
        received = Map.copyOf(received);
    }

    /** Whether further items are taken. */
    public boolean isHealthy() {
        return halted.isEmpty();
    }
}
