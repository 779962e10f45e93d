package dev.gossip.examples.inspect;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.chronos.json.ChronosInspector;
import java.util.Map;

/** Chronos' frames as its codec explains them, with one verdict on top. */
final class ChronosFrameInspector implements Inspector {

    private static final JsonMapper JSON = new JsonMapper();

    private final ChronosInspector inspector = new ChronosInspector();

    @Override
    public ObjectNode inspect(Bytes message) {
        Map<String, Object> shown = inspector.inspect(message);
        Object problem = shown.remove("problem");
        ObjectNode verdict = JSON.createObjectNode().put("ok", problem == null);
        if (problem != null) {
            verdict.put("error", problem.toString());
        }
        return verdict.setAll(JSON.<ObjectNode>valueToTree(shown));
    }
}
