package dev.gossip.fisco.codec.body;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import java.util.List;

/**
 * From a node of a group to one other (a request, answered by {@link DeliveryCode}) or to many (one-way). The group is the
 * scope of the message's topic; ids are consensus ids. Generation 3.
 *
 * @param destinations exactly one in a request, none in a broadcast
 * @param module 0 if only the payload says it
 * @param targets the kinds of node that a broadcast is for, as bits of a packet's ext field; 0 in a request
 * @param payload an encoded {@link dev.gossip.fisco.codec.front.FrontMessage}
 */
public record GroupMessage(Bytes source, List<Bytes> destinations, int module, int targets, Bytes payload)
        implements Body {

    public GroupMessage {
        destinations = List.copyOf(destinations);
    }

    @Override
    public boolean isBulk() {
        return true;
    }
}
