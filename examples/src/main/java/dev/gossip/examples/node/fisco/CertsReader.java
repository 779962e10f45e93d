package dev.gossip.examples.node.fisco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A folder by its name alone, or a section. */
final class CertsReader extends JsonDeserializer<FiscoNodeConfig.Certs> {

    private static final Path NONE = Path.of("");

    @Override
    public FiscoNodeConfig.Certs deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING
                ? new FiscoNodeConfig.Certs(context.readValue(parser, Path.class), NONE, NONE, List.of())
                : context.readValue(parser, FiscoNodeConfig.Certs.class);
    }
}
