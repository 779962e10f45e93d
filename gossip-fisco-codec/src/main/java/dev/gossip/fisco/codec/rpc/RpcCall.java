package dev.gossip.fisco.codec.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.Bytes;
import dev.gossip.fisco.codec.body.JsonRpc;
import dev.gossip.fisco.codec.wire.Json;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;

/** A call of JSON-RPC 2.0, and the answers that belong to it. Numbers of calls are handed back as they came. */
public final class RpcCall {

    /** The method is unknown or not served here. */
    public static final int NO_METHOD = -32601;
    /** The parameters do not fit the method. */
    public static final int BAD_PARAMETERS = -32602;

    private final String method;
    private final List<String> parameters;
    private final JsonNode id;

    private RpcCall(String method, List<String> parameters, JsonNode id) {
        this.method = method;
        this.parameters = List.copyOf(parameters);
        this.id = id;
    }

    /**
     * Reads a call.
     *
     * @throws MalformedException if it is no call of JSON-RPC
     */
    public static RpcCall read(JsonRpc rpc) throws MalformedException {
        JsonNode call = Json.object(rpc.json(), "the JSON-RPC call");
        List<String> parameters = new ArrayList<>();
        // Texts and numbers are what methods of nodes without a ledger take; structures are never looked at.
        call.path("params").forEach(parameter -> parameters.add(parameter.asText()));
        JsonNode id = call.path("id");
        return new RpcCall(
                Json.text(call, "method", "the JSON-RPC call"),
                parameters,
                id.isIntegralNumber() || id.isTextual() ? id : NullNode.getInstance());
    }

    /** The name of the method. */
    public String method() {
        return method;
    }

    /** Texts and numbers as texts, in order; empty texts for structures. */
    public List<String> parameters() {
        return parameters;
    }

    /** An answer whose result is this JSON value. @param result JSON that we made ourselves */
    public JsonRpc answer(Bytes result) {
        return withField("result", Json.trusted(result));
    }

    /** An error. */
    public JsonRpc refuse(int code, String message) {
        return withField("error", Json.newObject().put("code", code).put("message", message));
    }

    private JsonRpc withField(String name, JsonNode value) {
        ObjectNode answer = Json.newObject();
        answer.set("id", id);
        answer.put("jsonrpc", "2.0");
        answer.set(name, value);
        return new JsonRpc(Json.line(answer));
    }
}
