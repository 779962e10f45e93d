package dev.gossip.chronos.json.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.gossip.api.Bytes;
import java.io.IOException;

/** Parsers of JSON in UTF-8 whose limits hold before anything is built. */
public final class Json {

    /** Deepest nesting. */
    public static final int MAX_DEPTH = 64;

    /** Longest string, in characters. */
    public static final int MAX_STRING = 8 << 20;

    /** Longest number and longest name of a member, in characters. */
    static final int MAX_NUMBER = 128;

    static final int MAX_NAME = 1_024;

    /** Most tokens of one text. */
    static final int MAX_TOKENS = 2_000_000;

    /** UTF-8 is the only encoding. Names of members come from strangers, so they are not interned. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNumberLength(MAX_NUMBER)
                    .maxNameLength(MAX_NAME)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private Json() {}

    /** A parser before the first token; duplicate members and texts beyond the limits fail with an exception. */
    public static JsonParser parser(Bytes text) throws IOException {
        return FACTORY.createParser(text.toByteArray());
    }

    static JsonFactory factory() {
        return FACTORY;
    }
}
