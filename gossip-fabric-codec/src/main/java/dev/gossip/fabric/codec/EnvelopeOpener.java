package dev.gossip.fabric.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Attachment;
import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.api.body.EnvelopeCarrier.ElementRule;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.Envelope;
import org.hyperledger.fabric.protos.gossip.GossipMessage;

/** Opens envelopes: decodes them and applies every check that needs no cryptography beyond a channel MAC. */
final class EnvelopeOpener {

    private final EndpointContext context;
    private final boolean application;

    EnvelopeOpener(EndpointContext context, boolean application) {
        this.context = context;
        this.application = application;
    }

    Sealed open(Bytes frame, LinkPeer from) throws MalformedException {
        Envelope envelope = envelope(frame);
        GossipMessage message = message(envelope.getPayload());
        ContentRule rule = ruleOf(message);
        if (!rule.accepts(message.getTag())) {
            throw MalformedException.drop(
                    FabricDropReasons.ILLEGAL_TAG,
                    "tag " + message.getTagValue() + " on " + rule + ", which demands " + rule.tag());
        }
        if (!application && message.getContentCase() == GossipMessage.ContentCase.CONTENT_NOT_SET) {
            throw MalformedException.drop(
                    FabricDropReasons.APPLICATION_OFF,
                    "an application message, but the setting " + FabricSettings.APPLICATION + " is not true");
        }
        Shapes.check(rule, message);
        String scope = scope(rule, message, from);
        Nested nested = nested(rule, message, scope);
        if (rule == ContentRule.MEMBERSHIP_REQUEST
                && !nested.statements().get(0).origin().equals(from.id())) {
            throw MalformedException.drop(
                    FabricDropReasons.FOREIGN_SELF, "a membership request whose self_information is not the sender's");
        }
        return seal(
                envelope,
                Wire.bytes(envelope.getPayload()),
                new Decoded(rule, message, scope, nested.statements(), nested.dead()));
    }

    static Envelope envelope(Bytes frame) throws MalformedException {
        try {
            return Wire.parse(Envelope.parser(), Wire.string(frame));
        } catch (InvalidProtocolBufferException e) {
            throw MalformedException.fatal(DropReason.MALFORMED, "not an Envelope: " + e.getMessage());
        }
    }

    static GossipMessage message(ByteString payload) throws MalformedException {
        try {
            return Wire.gossip(payload);
        } catch (InvalidProtocolBufferException e) {
            throw MalformedException.fatal(
                    DropReason.MALFORMED, "the payload is not a GossipMessage: " + e.getMessage());
        }
    }

    private static ContentRule ruleOf(GossipMessage message) throws MalformedException {
        Optional<ContentRule> rule = ContentRule.of(message);
        if (rule.isEmpty() && ContentRule.isPull(message.getContentCase())) {
            throw MalformedException.drop(
                    FabricDropReasons.ILLEGAL_PULL_TYPE, "a pull step about neither blocks nor identities");
        }
        return rule.orElseThrow(() -> MalformedException.drop(
                FabricDropReasons.UNKNOWN_CONTENT, "a message without content of a known type"));
    }

    private String scope(ContentRule rule, GossipMessage message, LinkPeer from) throws MalformedException {
        return switch (rule.scoping()) {
            case NONE -> "";
            case FIELD -> known(message.getChannel().toStringUtf8());
            case AUTHOR_MAC ->
                byMac(Shapes.author(rule, message), message.getStateInfo().getChannelMAC());
            case LINK_MAC -> byMac(from.id(), message.getStateInfoPullReq().getChannelMAC());
        };
    }

    private String known(String channel) throws MalformedException {
        if (channel.isEmpty() || !context.scopes().containsKey(channel)) {
            throw MalformedException.drop(DropReason.UNKNOWN_SCOPE, "channel '" + channel + "' is not ours");
        }
        return channel;
    }

    private String byMac(Optional<NodeId> author, ByteString mac) throws MalformedException {
        Bytes wanted = Wire.bytes(mac);
        for (String channel : author.isPresent() ? context.scopes().keySet() : List.<String>of()) {
            if (FabricIds.channelMac(author.get(), channel).equals(wanted)) {
                return channel;
            }
        }
        throw MalformedException.drop(DropReason.UNKNOWN_SCOPE, "the channel MAC is that of none of our channels");
    }

    private Nested nested(ContentRule rule, GossipMessage message, String scope) throws MalformedException {
        return switch (rule) {
            case MEMBERSHIP_REQUEST ->
                Nested.of(elements(
                        List.of(message.getMemReq().getSelfInformation()),
                        ContentRule.ALIVE,
                        scope,
                        ElementRule.REQUIRED));
            case MEMBERSHIP_RESPONSE ->
                new Nested(
                        elements(message.getMemRes().getAliveList(), ContentRule.ALIVE, scope, ElementRule.OPTIONAL),
                        elements(message.getMemRes().getDeadList(), ContentRule.ALIVE, scope, ElementRule.OPTIONAL));
            case UPDATE_BLOCK ->
                Nested.of(
                        elements(message.getDataUpdate().getDataList(), ContentRule.DATA, scope, ElementRule.REQUIRED));
            case UPDATE_IDENTITY ->
                Nested.of(elements(
                        message.getDataUpdate().getDataList(), ContentRule.PEER_IDENTITY, scope, ElementRule.REQUIRED));
            case STATE_SNAPSHOT ->
                Nested.of(elements(
                        message.getStateSnapshot().getElementsList(), ContentRule.STATE, scope, ElementRule.PREFIX));
            default -> Nested.NONE;
        };
    }

    /** Opens what is inside; a bad element costs itself, what follows it, or everything, as the body's rule says. */
    private List<Sealed> elements(List<Envelope> envelopes, ContentRule kind, String scope, ElementRule onBad)
            throws MalformedException {
        List<Sealed> opened = new ArrayList<>(envelopes.size());
        for (Envelope envelope : envelopes) {
            try {
                opened.add(element(envelope, kind, scope));
            } catch (MalformedException e) {
                if (onBad == ElementRule.REQUIRED) {
                    throw MalformedException.drop(e.reason(), "an element: " + e.getMessage());
                }
                context.metrics()
                        .counter(
                                "gossip.fabric.elements.dropped",
                                "endpoint",
                                context.endpoint(),
                                "reason",
                                e.reason().code())
                        .increment();
                if (onBad == ElementRule.PREFIX) {
                    break;
                }
            }
        }
        return opened;
    }

    /** Tags of nested statements are not checked; Fabric's peers do not either. */
    private static Sealed element(Envelope envelope, ContentRule kind, String scope) throws MalformedException {
        // A copy, because a nested statement may be kept for long and must not keep the whole frame alive.
        Bytes content = Bytes.wrap(envelope.getPayload().toByteArray());
        GossipMessage message = message(Wire.string(content));
        if (ruleOf(message) != kind) {
            throw MalformedException.drop(
                    FabricDropReasons.WRONG_ELEMENT, ruleOf(message) + " where " + kind + " belongs");
        }
        Shapes.check(kind, message);
        boolean sameChannel = switch (kind.scoping()) {
            case FIELD -> message.getChannel().toStringUtf8().equals(scope);
            case AUTHOR_MAC ->
                FabricIds.channelMac(Shapes.author(kind, message).orElseThrow(), scope)
                        .equals(Wire.bytes(message.getStateInfo().getChannelMAC()));
            default -> true;
        };
        if (!sameChannel) {
            throw MalformedException.drop(DropReason.UNKNOWN_SCOPE, kind + " of another channel");
        }
        String own = kind.scoping() == ContentRule.Scoping.NONE ? "" : scope;
        return seal(envelope, content, new Decoded(kind, message, own, List.of(), List.of()));
    }

    private static Sealed seal(Envelope envelope, Bytes content, Decoded decoded) throws MalformedException {
        Bytes signature = Bytes.wrap(envelope.getSignature().toByteArray());
        if (decoded.rule().signed() && signature.isEmpty()) {
            throw MalformedException.drop(DropReason.UNSIGNED, decoded.rule() + " without signature");
        }
        List<Attachment> secret = envelope.hasSecretEnvelope()
                ? List.of(new Attachment(
                        Bytes.wrap(envelope.getSecretEnvelope().getPayload().toByteArray()),
                        Bytes.wrap(envelope.getSecretEnvelope().getSignature().toByteArray())))
                : List.of();
        return new Sealed(content, signature, Shapes.author(decoded.rule(), decoded.message()), secret, decoded);
    }

    private record Nested(List<Sealed> statements, List<Sealed> dead) {
        private static final Nested NONE = of(List.of());

        static Nested of(List<Sealed> statements) {
            return new Nested(statements, List.of());
        }
    }
}
