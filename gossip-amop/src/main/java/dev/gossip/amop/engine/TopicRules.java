package dev.gossip.amop.engine;

import dev.gossip.api.Bytes;
import java.util.Optional;

/** Which topics there may be. */
final class TopicRules {

    private TopicRules() {}

    /** Why a topic is not allowed. Control characters would break lists that separate topics by them. */
    static Optional<String> problem(String topic, int maxBytes) {
        if (topic.isEmpty()) {
            return Optional.of("a topic must not be empty");
        }
        // No character has fewer bytes than one: what is longer need not be encoded.
        int bytes =
                topic.length() > maxBytes ? topic.length() : Bytes.utf8(topic).length();
        if (bytes > maxBytes) {
            return Optional.of("a topic of " + bytes + " bytes is above the limit of " + maxBytes + " (topicBytes)");
        }
        return topic.chars().anyMatch(Character::isISOControl)
                ? Optional.of("a topic must not have control characters")
                : Optional.empty();
    }
}
