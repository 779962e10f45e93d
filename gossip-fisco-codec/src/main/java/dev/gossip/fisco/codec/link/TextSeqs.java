package dev.gossip.fisco.codec.link;

import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;

/**
 * Correlations as the texts by which SDKs number their messages. A number is written as 16 zeros and 16 hexadecimal digits,
 * so that exchanges which the node numbers itself come back as numbers; any other text is a correlation as it is, but for
 * one mark that keeps a text of eight characters from being a number.
 */
public final class TextSeqs {

    private static final String ZEROS = "0".repeat(16);
    private static final String MARK = "\0";

    private TextSeqs() {}

    /** The text of a correlation; 32 zeros for none. */
    public static String text(Correlation correlation) {
        Bytes value = correlation.value();
        if (value.isEmpty() || value.length() == Long.BYTES) {
            return ZEROS + String.format("%016x", correlation.asLong());
        }
        String text = value.utf8();
        return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    }

    /** The correlation of a text without control characters. */
    public static Correlation of(String text) {
        if (text.matches(ZEROS + "[0-9a-f]{16}")) {
            return Correlation.of(Long.parseUnsignedLong(text.substring(ZEROS.length()), 16));
        }
        return new Correlation(Bytes.utf8(text.length() == Long.BYTES ? MARK + text : text));
    }
}
