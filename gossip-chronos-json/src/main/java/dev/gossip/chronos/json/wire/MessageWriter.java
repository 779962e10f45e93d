package dev.gossip.chronos.json.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gossip.api.Bytes;
import dev.gossip.chronos.json.wire.WireMessage.Application;
import dev.gossip.chronos.json.wire.WireMessage.Block;
import dev.gossip.chronos.json.wire.WireMessage.Greeting;
import dev.gossip.chronos.json.wire.WireMessage.Height;
import dev.gossip.chronos.json.wire.WireMessage.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes frames: compact JSON, codes as numbers, blocks in the text in which they came. */
public final class MessageWriter {

    /** A member of the handshake that other software ignores; says that the sender takes application messages. */
    static final String APPLICATION_MARK = "application";

    /** Another one, for peers of ours: where the sender wants to be dialled back. */
    static final String LISTENING = "listening";

    private MessageWriter() {}

    /** The frame of {@code message}, without its length. */
    public static Bytes write(WireMessage message) {
        if (message.data() instanceof Block block) {
            Bytes head = Bytes.utf8("{\"code\":" + message.code().number() + ",\"data\":");
            return Bytes.concat(head, block.value().json(), Bytes.utf8("}"));
        }
        return write(json -> {
            json.writeStartObject();
            json.writeNumberField("code", message.code().number());
            json.writeFieldName("data");
            if (message.data() instanceof Greeting greeting) {
                greeting(json, greeting);
            } else if (message.data() instanceof Height height) {
                json.writeNumber(height.value());
            } else if (message.data() instanceof Text text) {
                json.writeString(text.value());
            } else if (message.data() instanceof Application) {
                throw new IllegalArgumentException("the codec writes application messages");
            }
            json.writeEndObject();
        });
    }

    private static void greeting(JsonGenerator json, Greeting greeting) throws IOException {
        json.writeStartObject();
        json.writeNumberField("timestamp", greeting.timestamp());
        json.writeNumberField("height", greeting.height());
        json.writeStringField("address", greeting.address());
        if (greeting.application()) {
            json.writeBooleanField(APPLICATION_MARK, true);
        }
        if (!greeting.listening().isEmpty()) {
            json.writeStringField(LISTENING, greeting.listening());
        }
        json.writeEndObject();
    }

    /** What {@code writing} generates, as UTF-8. */
    public static Bytes write(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.factory().createGenerator(out)) {
            writing.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return Bytes.wrap(out.toByteArray());
    }

    /** Something to be generated. */
    @FunctionalInterface
    public interface Writing {
        /** Generates one value. */
        void write(JsonGenerator json) throws IOException;
    }
}
