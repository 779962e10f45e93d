package dev.gossip.chronos.json.block;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberOutput;
import dev.gossip.api.Bytes;
import dev.gossip.chronos.json.wire.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** The one form of a JSON text (RFC 8785): members sorted, no blanks, numbers as ECMAScript writes them. */
final class CanonicalJson {

    private CanonicalJson() {}

    /**
     * @param without a member of the outermost object to leave out; empty for none
     * @throws IllegalArgumentException if a number is beyond a double
     */
    static Bytes of(Bytes json, String without) {
        StringBuilder out = new StringBuilder(json.length());
        try (JsonParser parser = Json.parser(json)) {
            parser.nextToken();
            append(parser, without, out);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
        return Bytes.utf8(out.toString());
    }

    private static void append(JsonParser parser, String without, StringBuilder out) throws IOException {
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT -> object(parser, without, out);
            case START_ARRAY -> array(parser, out);
            case VALUE_STRING -> quoted(parser.getText(), out);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.append(number(parser.getDoubleValue()));
            default -> out.append(parser.getText());
        }
    }

    /** Names are compared by UTF-16 units, which is how strings compare in Java. */
    private static void object(JsonParser parser, String without, StringBuilder out) throws IOException {
        Map<String, String> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            StringBuilder value = new StringBuilder();
            append(parser, "", value);
            if (!name.equals(without) || without.isEmpty()) {
                members.put(name, value.toString());
            }
        }
        out.append('{');
        members.forEach((name, value) -> {
            out.append(out.charAt(out.length() - 1) == '{' ? "" : ",");
            quoted(name, out);
            out.append(':').append(value);
        });
        out.append('}');
    }

    private static void array(JsonParser parser, StringBuilder out) throws IOException {
        out.append('[');
        for (boolean first = true; parser.nextToken() != JsonToken.END_ARRAY; first = false) {
            out.append(first ? "" : ",");
            append(parser, "", out);
        }
        out.append(']');
    }

    private static void quoted(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** The shortest digits that read back as the same double, with an exponent only outside 1e-7 to 1e21. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a number is beyond a double");
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
        double size = Math.abs(value);
        if (size >= 1e-6 && size < 1e21) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "" : "+") + exponent;
    }
}
