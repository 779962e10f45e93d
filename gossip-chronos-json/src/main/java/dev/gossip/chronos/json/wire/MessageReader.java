package dev.gossip.chronos.json.wire;

import static dev.gossip.chronos.json.wire.Tokens.malformed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gossip.api.Bytes;
import dev.gossip.api.observe.DropReason;
import dev.gossip.chronos.json.wire.WireMessage.Data;
import dev.gossip.chronos.json.wire.WireMessage.Text;
import dev.gossip.spi.protocol.MalformedException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a frame; in one pass if the code comes first, as every known node writes it. */
public final class MessageReader {

    /** A code that nobody defined; the peer is answered, not blamed. */
    public static final DropReason UNKNOWN_CODE = new DropReason("unknown-code");

    private static final int MAX_ADDRESS = 128;

    /** Timestamps below this are seconds, as Chronos v1.2 writes them. */
    private static final double LARGEST_SECONDS = 1e11;

    private MessageReader() {}

    /** @throws MalformedException naming the broken rule */
    public static WireMessage read(Bytes frame) throws MalformedException {
        return Tokens.guarded(() -> {
            try (JsonParser parser = Json.parser(frame)) {
                parser.nextToken();
                return message(parser, frame);
            }
        });
    }

    /** The code of a frame of which nothing else need be readable. */
    public static Optional<Code> code(Bytes frame) {
        try (JsonParser parser = Json.parser(frame)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("code")) {
                    return Optional.of(code(parser));
                }
                parser.skipChildren();
            }
        } catch (IOException | MalformedException e) {
            // It is asked for because the frame is bad; MessageReader.read says why.
        }
        return Optional.empty();
    }

    private static WireMessage message(JsonParser parser, Bytes frame) throws IOException, MalformedException {
        Tokens.start(parser, JsonToken.START_OBJECT, "a message");
        @Nullable Code code = null;
        @Nullable Data data = null;
        int later = -1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("code")) {
                code = code(parser);
            } else if (name.equals("data") && code != null) {
                data = data(parser, frame, code);
            } else {
                later = name.equals("data")
                        ? (int) parser.currentTokenLocation().getByteOffset()
                        : later;
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw malformed("something follows the message");
        }
        if (code == null) {
            throw malformed("a message has no code");
        }
        if (data == null) {
            data = later < 0 ? absent(code) : data(frame.slice(later), code);
        }
        return new WireMessage(code, data);
    }

    private static Data data(Bytes rest, Code code) throws IOException, MalformedException {
        try (JsonParser parser = Json.parser(rest)) {
            parser.nextToken();
            return data(parser, rest, code);
        }
    }

    private static Code code(JsonParser parser) throws IOException, MalformedException {
        Optional<Code> code = Optional.empty();
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            code = Code.named(parser.getText());
        } else if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.INT) {
            code = Code.of(parser.getIntValue());
        }
        String written = parser.currentToken().isScalarValue()
                ? parser.getText()
                : parser.currentToken().toString();
        return code.orElseThrow(() -> MalformedException.drop(
                UNKNOWN_CODE,
                "no code is " + written.substring(0, Math.min(32, written.length()))
                        + "; see Code for those there are"));
    }

    private static Data absent(Code code) throws MalformedException {
        if (code == Code.EMPTY_MSG || code == Code.BLOCK_KNOWN) {
            return new Text("");
        }
        throw malformed(code + " has no data");
    }

    private static Data data(JsonParser parser, Bytes text, Code code) throws IOException, MalformedException {
        return switch (code) {
            case HANDSHAKE -> greeting(parser);
            case PULL_BLOCK ->
                new WireMessage.Height(
                        parser.currentToken() == JsonToken.VALUE_STRING
                                ? Tokens.inRange(parser.getText(), 0)
                                : Tokens.height(parser, 0));
            case PUSH_BLOCK, NEW_BLOCK -> new WireMessage.Block(BlockReader.read(parser, text));
            case NEW_BLOCK_HASH ->
                parser.currentToken() == JsonToken.START_OBJECT ? announced(parser) : new Text(Tokens.hash(parser));
            case GET_BLOCK -> new Text(Tokens.hash(parser));
            case BLOCK_KNOWN -> known(parser);
            case EMPTY_MSG -> nothing(parser);
            case APPLICATION -> application(parser);
        };
    }

    private static Data greeting(JsonParser parser) throws IOException, MalformedException {
        Tokens.start(parser, JsonToken.START_OBJECT, "the data of a handshake");
        long timestamp = -1;
        long height = -2;
        String address = "";
        boolean application = false;
        String listening = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "timestamp" -> timestamp = millis(parser);
                case "height" -> height = Tokens.height(parser, -1);
                case "address" -> address = Tokens.text(parser, name);
                case MessageWriter.APPLICATION_MARK -> {
                    application = parser.currentToken() == JsonToken.VALUE_TRUE;
                    parser.skipChildren();
                }
                case MessageWriter.LISTENING -> {
                    listening = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
        if (timestamp < 0 || height < -1 || address.isEmpty() || address.length() > MAX_ADDRESS) {
            throw malformed(
                    "a handshake needs timestamp, height and an address of 1 to " + MAX_ADDRESS + " characters");
        }
        return new WireMessage.Greeting(timestamp, height, address, application, listening);
    }

    private static long millis(JsonParser parser) throws IOException, MalformedException {
        if (!parser.currentToken().isNumeric()) {
            throw malformed("the timestamp of a handshake is not a number");
        }
        double value = parser.getDoubleValue();
        return (long) (value < LARGEST_SECONDS ? value * 1_000 : value);
    }

    /** Ethereum's form with the number, which we take and do not need. */
    private static Data announced(JsonParser parser) throws IOException, MalformedException {
        String hash = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("hash")) {
                hash = Tokens.hash(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (hash.isEmpty()) {
            throw malformed("an announcement has no hash");
        }
        return new Text(hash);
    }

    /** Chronos v1.2 leaves the hash out. */
    private static Data known(JsonParser parser) throws IOException, MalformedException {
        if (parser.currentToken() == JsonToken.VALUE_STRING && !parser.getText().isEmpty()) {
            return new Text(Tokens.hash(parser));
        }
        parser.skipChildren();
        return new Text("");
    }

    /** Whatever it is, it says nothing. */
    private static Data nothing(JsonParser parser) throws IOException {
        parser.skipChildren();
        return new Text("");
    }

    private static Data application(JsonParser parser) throws IOException, MalformedException {
        Tokens.start(parser, JsonToken.START_OBJECT, "an application's message");
        parser.skipChildren();
        return new WireMessage.Application();
    }
}
