package dev.gossip.fabric.codec;

import dev.gossip.api.GossipException;
import org.hyperledger.fabric.protos.gossip.PullMsgType;

/** The neutral names of what Fabric's nodes pull from each other. */
final class ItemTypes {

    static final String BLOCK = "block";
    static final String IDENTITY = "identity";

    private ItemTypes() {}

    static PullMsgType wire(String itemType) {
        return switch (itemType) {
            case BLOCK -> PullMsgType.BLOCK_MSG;
            case IDENTITY -> PullMsgType.IDENTITY_MSG;
            default ->
                throw new GossipException("protocol fabric pulls items of type '" + BLOCK + "' and '" + IDENTITY
                        + "', not '" + itemType + "'");
        };
    }

    static String name(ContentRule pullStep) {
        return pullStep.scoping() == ContentRule.Scoping.NONE ? IDENTITY : BLOCK;
    }
}
