package dev.gossip.chronos.json.wire;

import static dev.gossip.chronos.json.wire.Tokens.malformed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gossip.api.Bytes;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.protocol.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An application's message between nodes of this framework: code {@link Code#APPLICATION} with
 * {@code {"author":text,"number":integer,"scope":text,"name":text,"direct":boolean,"segments":[base64,...]}}.
 *
 * @param author what the author calls itself
 * @param number tells messages of one author apart
 * @param direct whether it is not to be passed on
 */
public record ApplicationMessage(String author, long number, Topic topic, boolean direct, Opaque body) {

    private static final int MAX_SEGMENTS = 10_000;

    /** The whole frame. */
    public Bytes write() {
        return MessageWriter.write(json -> {
            json.writeStartObject();
            json.writeNumberField("code", Code.APPLICATION.number());
            json.writeObjectFieldStart("data");
            json.writeStringField("author", author);
            json.writeNumberField("number", number);
            json.writeStringField("scope", topic.scope());
            json.writeStringField("name", topic.name());
            json.writeBooleanField("direct", direct);
            json.writeArrayFieldStart("segments");
            for (Bytes segment : body.segments()) {
                json.writeBinary(segment.toByteArray());
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** @throws MalformedException naming the broken rule */
    public static ApplicationMessage read(Bytes frame) throws MalformedException {
        if (MessageReader.read(frame).code() != Code.APPLICATION) {
            throw malformed("only application messages are opened here");
        }
        return Tokens.guarded(() -> {
            try (JsonParser parser = Json.parser(frame)) {
                parser.nextToken();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    boolean found = parser.currentName().equals("data");
                    parser.nextToken();
                    if (found) {
                        return data(parser);
                    }
                    parser.skipChildren();
                }
                throw malformed("an application's message has no data");
            }
        });
    }

    private static ApplicationMessage data(JsonParser parser) throws IOException, MalformedException {
        String author = "";
        long number = -1;
        String scope = "";
        String name = "";
        boolean direct = false;
        List<Bytes> segments = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "author" -> author = Tokens.text(parser, member);
                case "number" -> number = Tokens.height(parser, 0);
                case "scope" -> scope = Tokens.text(parser, member);
                case "name" -> name = Tokens.text(parser, member);
                case "direct" -> direct = parser.currentToken() == JsonToken.VALUE_TRUE;
                case "segments" -> segments(parser, segments);
                default -> parser.skipChildren();
            }
        }
        if (author.isEmpty() || number < 0) {
            throw malformed("an application's message needs author and number");
        }
        return new ApplicationMessage(author, number, Topic.of(scope, name), direct, new Opaque(segments));
    }

    private static void segments(JsonParser parser, List<Bytes> segments) throws IOException, MalformedException {
        Tokens.start(parser, JsonToken.START_ARRAY, "segments");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING || segments.size() >= MAX_SEGMENTS) {
                throw malformed("segments are not at most " + MAX_SEGMENTS + " strings");
            }
            segments.add(Bytes.wrap(parser.getBinaryValue()));
        }
    }
}
