package dev.gossip.fisco.limit;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/** The rules that all limits of rate share. */
final class Rates {

    static final Duration SECOND = Duration.ofSeconds(1);

    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    private Rates() {}

    static void requirePositive(String limit, OptionalLong value) {
        value.ifPresent(rate -> requirePositive(limit, rate));
    }

    static void requirePositive(String limit, Map<?, ? extends Number> values) {
        values.forEach((key, value) -> requirePositive(limit + "." + key, value.longValue()));
    }

    private static void requirePositive(String limit, long rate) {
        if (rate <= 0) {
            throw new IllegalArgumentException("the limit " + limit + " must be positive, got " + rate
                    + " per second; leave it out where there is to be none");
        }
    }

    /** A part cannot use more than the whole. */
    static void requireWithin(String part, OptionalLong value, String whole, OptionalLong total) {
        value.ifPresent(rate -> requireWithin(part, rate, whole, total));
    }

    static void requireWithin(String part, Map<?, Long> values, String whole, OptionalLong total) {
        values.forEach((key, value) -> requireWithin(part + "." + key, value, whole, total));
    }

    private static void requireWithin(String part, long rate, String whole, OptionalLong total) {
        if (total.isPresent() && rate > total.getAsLong()) {
            throw new IllegalArgumentException("the limit " + part + " (" + rate + " bytes/s) is above " + whole + " ("
                    + total.getAsLong() + " bytes/s), so it would limit nothing; lower it or raise " + whole);
        }
    }

    static void requireWindow(String limit, Duration window) {
        if (window.isZero() || window.isNegative() || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    limit + " must be above 0 and at most " + LONGEST_WINDOW + ", got " + window);
        }
    }

    static <K, V> Map<K, V> with(Map<K, V> before, K key, V value) {
        Map<K, V> after = new java.util.HashMap<>(before);
        after.put(key, value);
        return after;
    }
}
