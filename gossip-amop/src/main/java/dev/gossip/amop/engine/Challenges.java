package dev.gossip.amop.engine;

import dev.gossip.amop.PrivateNames;
import dev.gossip.api.Bytes;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/** The challenge itself: 32 random hexadecimal digits, which the subscriber signs as text (FISCO BCOS 2.x). */
final class Challenges {

    private static final int RANDOM_BYTES = 16;

    private Challenges() {}

    static Bytes random(RandomGenerator random) {
        return Bytes.utf8(digits(random));
    }

    static String digits(RandomGenerator random) {
        byte[] drawn = new byte[RANDOM_BYTES];
        random.nextBytes(drawn);
        return Bytes.wrap(drawn).hex();
    }

    /** Whether a subscriber signs this: anything else could be a text that means something elsewhere. */
    static boolean isOne(Bytes data) {
        return data.length() == 2 * RANDOM_BYTES && data.utf8().matches("[0-9a-fA-F]{32}");
    }

    /** Those of {@code topics} by which subscribers of a private topic are challenged. */
    static List<String> of(String privateName, Collection<String> topics) {
        return topics.stream()
                .filter(topic -> PrivateNames.challenged(topic)
                        .filter(privateName::equals)
                        .isPresent())
                .toList();
    }
}
