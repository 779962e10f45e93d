package dev.gossip.chronos.json.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.MalformedException;
import java.io.IOException;
import java.util.Locale;

/** Typed values from a parser, with errors that name the rule. */
final class Tokens {

    /** The largest integer that every JSON reader keeps exactly. */
    static final long MAX_HEIGHT = (1L << 53) - 1;

    private static final int HASH_DIGITS = 64;

    private Tokens() {}

    static MalformedException malformed(String detail) {
        return MalformedException.drop(DropReason.MALFORMED, detail);
    }

    /** Turns what a parser throws into an event. */
    static <T> T guarded(Reading<T> reading) throws MalformedException {
        try {
            return reading.read();
        } catch (IOException e) {
            String detail = e.getMessage() == null ? e.toString() : e.getMessage();
            int end = detail.indexOf('\n');
            throw malformed("not JSON within the limits: " + (end < 0 ? detail : detail.substring(0, end)));
        }
    }

    /** The offset of the current token, which must be {@code expected}. */
    static int start(JsonParser parser, JsonToken expected, String what) throws MalformedException {
        if (parser.currentToken() != expected) {
            throw malformed(what + " is " + parser.currentToken() + " instead of " + expected);
        }
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** From {@code start} to the end of the current token, which is a closing bracket. */
    static Bytes slice(JsonParser parser, Bytes text, int start) {
        int end = (int) parser.currentLocation().getByteOffset();
        return text.slice(start, end - start);
    }

    static String text(JsonParser parser, String name) throws IOException, MalformedException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw malformed(name + " is not a string");
        }
        return parser.getText();
    }

    /** A string or number as it is written; {@code None} for null. */
    static String scalar(JsonParser parser, String name) throws IOException, MalformedException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> "None";
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
            default -> throw malformed(name + " is neither a string nor a number");
        };
    }

    static long height(JsonParser parser, long least) throws IOException, MalformedException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw malformed("a height is not an integer");
        }
        return inRange(parser.getText(), least);
    }

    static long inRange(String digits, long least) throws MalformedException {
        try {
            long height = Long.parseLong(digits);
            if (height >= least && height <= MAX_HEIGHT) {
                return height;
            }
        } catch (NumberFormatException e) {
            // Out of range like the others.
        }
        throw malformed("a height is outside " + least + ".." + MAX_HEIGHT);
    }

    static String hash(JsonParser parser) throws IOException, MalformedException {
        String hash = text(parser, "a hash");
        if (hash.length() != HASH_DIGITS || !isHex(hash)) {
            throw malformed("a hash is not " + HASH_DIGITS + " hexadecimal digits");
        }
        return lowerHex(hash);
    }

    static String lowerHex(String hex) {
        return hex.toLowerCase(Locale.ROOT);
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    /** Something read from a parser. */
    interface Reading<T> {
        T read() throws IOException, MalformedException;
    }
}
