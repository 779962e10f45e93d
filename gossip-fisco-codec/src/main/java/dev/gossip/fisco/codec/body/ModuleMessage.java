package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;

/**
 * Between the same modules of two nodes of generation 2 (PBFT 8, block sync 9, transaction pool 10, Raft 11). The group's
 * number is the scope of the message's topic, empty for 0. Always a request or a response, because any may be answered.
 *
 * @param type meaning depends on the module
 */
public record ModuleMessage(int module, int type, Bytes payload) implements Body {

    @Override
    public boolean isBulk() {
        return true;
    }
}
