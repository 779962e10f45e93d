package dev.gossip.fisco.codec.link;

import dev.gossip.api.GossipException;
import dev.gossip.api.MessageKind;
import dev.gossip.fisco.codec.body.JsonRpc;
import dev.gossip.fisco.codec.wire.Json;
import dev.gossip.spi.protocol.MalformedException;

/** Calls and answers of JSON-RPC travel in frames of one type; a call is what has a method. */
public final class JsonRpcs {

    private JsonRpcs() {}

    /** The part in an exchange that received JSON has. */
    public static MessageKind readKind(JsonRpc rpc) throws MalformedException {
        return Json.object(rpc.json(), "the JSON-RPC message").has("method")
                ? MessageKind.REQUEST
                : MessageKind.RESPONSE;
    }

    /** The part in an exchange that JSON of ours has. */
    public static MessageKind kind(JsonRpc rpc) {
        try {
            return readKind(rpc);
        } catch (MalformedException e) {
            throw new GossipException("a JSON-RPC message of ours is wrong: " + e.getMessage(), e);
        }
    }
}
