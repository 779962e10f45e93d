package dev.gossip.fabric.codec;

import java.util.Optional;

/**
 * Where an envelope stands: alone, or inside a message that demands what may be inside it.
 *
 * @param depth how many messages are around it
 * @param demanded what the message around it demands; empty if there is none, or none that demands anything
 * @param channel the channel of the message around it; empty if there is none
 */
record Place(int depth, Optional<ContentRule> demanded, String channel) {

    static final Place ALONE = new Place(0, Optional.empty(), "");

    /** The place inside a message that stands here. */
    Place inside(Optional<ContentRule> rule, String itsChannel) {
        return new Place(depth + 1, rule.flatMap(Place::element), itsChannel);
    }

    private static Optional<ContentRule> element(ContentRule around) {
        return switch (around) {
            case MEMBERSHIP_REQUEST, MEMBERSHIP_RESPONSE -> Optional.of(ContentRule.ALIVE);
            case UPDATE_BLOCK -> Optional.of(ContentRule.DATA);
            case UPDATE_IDENTITY -> Optional.of(ContentRule.PEER_IDENTITY);
            case STATE_SNAPSHOT -> Optional.of(ContentRule.STATE);
            default -> Optional.empty();
        };
    }
}
