package dev.gossip.examples.config;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From the text at a key to what it means; every refusal names the key and says what to write. */
public final class KeyValues {

    private KeyValues() {}

    /**
     * @param parser throws {@link IllegalArgumentException} or {@link DateTimeException} for what it does not take
     * @param expected what to write, in words
     * @throws GossipException naming the key
     */
    public static <T> T parsed(String key, String text, Function<String, T> parser, String expected) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(key, text, expected, e);
        }
    }

    /** As {@link #parsed}, or {@code standard} if nothing is written there. */
    public static <T> T value(String key, String text, Function<String, T> parser, T standard, String expected) {
        return text.isEmpty() ? standard : parsed(key, text, parser, expected);
    }

    /** @throws GossipException naming the key */
    public static Duration duration(String key, String text, Duration standard) {
        return value(key, text, Durations::parse, standard, "a duration such as 500ms, 2s or 1m");
    }

    /** @throws GossipException naming the key */
    public static int number(String key, String text, int standard) {
        return value(key, text, Integer::valueOf, standard, "a whole number");
    }

    /** @throws GossipException naming the key */
    public static long number(String key, String text, long standard) {
        return value(key, text, Long::valueOf, standard, "a whole number");
    }

    /** @throws GossipException naming the key */
    public static PeerAddress address(String key, String text) {
        return parsed(key, text, PeerAddress::parse, "host:port");
    }

    /**
     * The address at a key that may be left out.
     *
     * @throws GossipException naming the key
     */
    public static Optional<PeerAddress> optionalAddress(String key, String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(address(key, text));
    }

    /** @throws GossipException naming the entry */
    public static List<PeerAddress> addresses(String key, List<String> texts) {
        List<PeerAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            addresses.add(address(key + "[" + addresses.size() + "]", text));
        }
        return addresses;
    }

    /** A parser that knows the given words only. */
    public static <T> Function<String, T> oneOf(Map<String, T> words) {
        return text -> {
            T found = words.get(text);
            if (found == null) {
                throw new IllegalArgumentException(text);
            }
            return found;
        };
    }

    /** The refusal of a value. */
    public static GossipException wrong(String key, String text, String expected, @Nullable Throwable cause) {
        return new GossipException("key '" + key + "' is '" + text + "'; write " + expected, cause);
    }
}
