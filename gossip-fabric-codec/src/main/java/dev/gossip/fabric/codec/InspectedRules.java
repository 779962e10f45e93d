package dev.gossip.fabric.codec;

import com.google.protobuf.ByteString;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fabric.codec.ContentRule.Scoping;
import dev.gossip.spi.protocol.MalformedException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.GossipMessage;

/** The rules of {@link EnvelopeOpener}, as far as they can be judged without being on a channel. */
final class InspectedRules {

    private InspectedRules() {}

    /**
     * Judges a message.
     *
     * @param channel its channel as far as known
     * @throws MalformedException if a receiver would drop it
     */
    static void check(Optional<ContentRule> found, GossipMessage message, Place place, String channel)
            throws MalformedException {
        if (found.isEmpty()) {
            throw ContentRule.isPull(message.getContentCase())
                    ? MalformedException.drop(
                            FabricDropReasons.ILLEGAL_PULL_TYPE, "a pull step about neither blocks nor identities")
                    : MalformedException.drop(
                            FabricDropReasons.UNKNOWN_CONTENT, "a message without content of a known type");
        }
        ContentRule rule = found.get();
        boolean alone = place.depth() == 0;
        if (alone && !rule.accepts(message.getTag())) {
            throw MalformedException.drop(
                    FabricDropReasons.ILLEGAL_TAG,
                    "tag " + message.getTagValue() + " on " + rule + ", which demands " + rule.tag());
        }
        if (place.demanded().isPresent() && place.demanded().get() != rule) {
            throw MalformedException.drop(
                    FabricDropReasons.WRONG_ELEMENT,
                    rule + " where " + place.demanded().get() + " belongs");
        }
        Shapes.check(rule, message);
        if (rule.scoping() == Scoping.FIELD && channel.isEmpty()) {
            throw MalformedException.drop(DropReason.UNKNOWN_SCOPE, rule + " without a channel");
        }
        boolean scoped = rule.scoping() == Scoping.FIELD || rule.scoping() == Scoping.AUTHOR_MAC;
        if (!alone && scoped && !channel.equals(place.channel())) {
            throw MalformedException.drop(DropReason.UNKNOWN_SCOPE, rule + " of another channel");
        }
    }

    /** The channel's name; empty if the message is on none, or only by a MAC that fits none of {@code known}. */
    static String channel(Optional<ContentRule> rule, GossipMessage message, Place place, Collection<String> known) {
        ByteString author = message.getStateInfo().getPkiId();
        if (rule.filter(found -> found.scoping() == Scoping.AUTHOR_MAC).isEmpty() || author.isEmpty()) {
            return message.getChannel().toStringUtf8();
        }
        NodeId id = new NodeId(Wire.bytes(author));
        var mac = Wire.bytes(message.getStateInfo().getChannelMAC());
        return (place.depth() == 0 ? known : List.of(place.channel()))
                .stream()
                        .filter(name -> FabricIds.channelMac(id, name).equals(mac))
                        .findFirst()
                        .orElse("");
    }
}
