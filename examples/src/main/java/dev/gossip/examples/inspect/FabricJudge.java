package dev.gossip.examples.inspect;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.body.EnvelopeCarrier;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fabric.codec.FabricEndpoint;
import dev.gossip.fabric.codec.FabricProtocol;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.gossip.GossipMessage;

/** Asks the codec what a node would say to a message. */
final class FabricJudge {

    private final InspectionContext context;
    private final FabricEndpoint endpoint;

    FabricJudge(InspectionContext context) {
        this.context = context;
        List<FabricEndpoint> opened = new ArrayList<>();
        new FabricProtocol(FabricProtocol.FABRIC_MAX_FRAME_BYTES, opened::add).open(context);
        this.endpoint = opened.get(0);
    }

    /** @param message what is inside {@code frame}, as far as it can be decoded */
    Ruling rule(Bytes frame, Optional<GossipMessage> message) {
        try {
            LinkPeer from = from(message.flatMap(FabricJudge::sender));
            Sealed sealed = endpoint.codec().open(frame, from);
            Message said = endpoint.codec().read(sealed, from);
            return Ruling.legal(
                    sealed,
                    said.topic().scope(),
                    said.body() instanceof EnvelopeCarrier carrier ? carrier.envelopes() : List.of());
        } catch (MalformedException e) {
            boolean byMac = message.isPresent()
                    && (message.get().hasStateInfo() || message.get().hasStateInfoPullReq());
            return byMac && e.reason().equals(DropReason.UNKNOWN_SCOPE)
                    ? Ruling.ofUnknownChannel()
                    : Ruling.refused(e.reason() + ": " + e.getMessage());
        }
    }

    /** Whether statements of this kind count only with a valid signature. */
    boolean mustVerify(Sealed sealed) {
        return endpoint.signing().mustVerify(sealed);
    }

    /** Learns the identity that a valid statement brings along. */
    Verification verify(Sealed sealed) {
        return endpoint.verify(sealed);
    }

    /** Checks a statement that could not be opened for want of its channel's name. */
    Verification verify(NodeId author, Bytes content, Bytes signature) {
        return endpoint.identity(author)
                .map(identity -> context.verify(identity, content, signature))
                .orElseGet(() -> Verification.unknownSigner("the identity of " + author + " is not known"));
    }

    /** A recording does not say who sent a message; where that matters, the sender is taken at its word. */
    private static Optional<NodeId> sender(GossipMessage message) {
        if (!message.hasMemReq()) {
            return Optional.empty();
        }
        return FabricWire.message(message.getMemReq().getSelfInformation().getPayload())
                .map(alive -> alive.getAliveMsg().getMembership().getPkiId())
                .filter(id -> !id.isEmpty())
                .map(id -> new NodeId(FabricWire.bytes(id)));
    }

    private static LinkPeer from(Optional<NodeId> id) {
        return new LinkPeer(
                InspectionContext.ENDPOINT,
                id,
                Assurance.CLAIMED,
                Optional.empty(),
                PeerAddress.of("recording", 0),
                Attributes.empty());
    }
}
