package dev.gossip.examples.inspect;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.crypto.EcdsaVerifier;
import dev.gossip.fabric.codec.FabricInspector;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Collection;
import java.util.List;

/** Fabric's envelopes as its codec explains them, with one verdict on top. */
final class EnvelopeInspector implements Inspector {

    private static final JsonMapper JSON = new JsonMapper();

    private final RunMemory memory;
    private final FabricInspector inspector;

    EnvelopeInspector(Collection<String> channels) {
        memory = new RunMemory(channels);
        inspector = new FabricInspector(List.of(new EcdsaVerifier()), memory);
    }

    @Override
    public ObjectNode inspect(Bytes message) {
        try {
            ObjectNode shown = JSON.valueToTree(inspector.inspect(message));
            List<String> problems = shown.findValuesAsText("problem");
            if (problems.isEmpty()) {
                memory.learn(shown.path("channel").asText());
            }
            shown.remove("problem");
            return verdict(problems).setAll(shown);
        } catch (MalformedException e) {
            return verdict(List.of(e.reason() + ": " + e.getMessage()));
        }
    }

    /** @param problems of the message and of everything inside */
    private static ObjectNode verdict(List<String> problems) {
        ObjectNode verdict = JSON.createObjectNode().put("ok", problems.isEmpty());
        return problems.isEmpty() ? verdict : verdict.put("error", String.join("; ", problems));
    }
}
