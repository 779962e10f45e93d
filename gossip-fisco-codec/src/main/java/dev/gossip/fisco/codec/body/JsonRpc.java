package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;

/**
 * A JSON-RPC call of an SDK (a request) or its answer (a response).
 *
 * @param json a JSON object, UTF-8, as it travels
 */
public record JsonRpc(Bytes json) implements Body {

    @Override
    public boolean isBulk() {
        return true;
    }
}
