package dev.gossip.simulator;

import java.time.Duration;

/**
 * How frames travel in one direction between two hosts.
 *
 * @param latency drawn anew for each frame; frames of one connection keep their order, so a late one delays the next
 * @param loss the probability that a frame vanishes without notice to anybody, as if the receiver had dropped it
 */
public record LinkModel(Latency latency, double loss) {

    /** One millisecond, nothing lost. */
    public static final LinkModel LAN = new LinkModel(Latency.fixed(Duration.ofMillis(1)), 0);

    /** @throws IllegalArgumentException if the loss is not a probability */
    public LinkModel {
        if (!(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("the loss must be between 0 and 1, got " + loss);
        }
    }

    /** Nothing lost. */
    public static LinkModel of(Latency latency) {
        return new LinkModel(latency, 0);
    }

    /** The same latency with another loss. */
    public LinkModel withLoss(double probability) {
        return new LinkModel(latency, probability);
    }
}
