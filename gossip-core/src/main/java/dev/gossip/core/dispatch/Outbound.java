package dev.gossip.core.dispatch;

import dev.gossip.api.Attachment;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.SendResult;
import dev.gossip.api.body.EnvelopeCarrier;
import dev.gossip.api.body.EnvelopeCarrier.ElementRule;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.link.Link;
import dev.gossip.core.observe.Reporter;
import dev.gossip.core.peer.PeerTable;
import dev.gossip.spi.TrafficRule;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.LinkClass;
import dev.gossip.spi.protocol.Redaction;
import dev.gossip.spi.transport.FramePriority;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From messages and envelopes to frames on links: sign, redact, seal, offer; dial first where there is no link. */
public final class Outbound {

    private final PeerTable peers;
    private final Reporter reporter;
    private final Traffic traffic = new Traffic();

    public Outbound(PeerTable peers, Reporter reporter) {
        this.peers = peers;
        this.reporter = reporter;
    }

    /** What limits how much passes on the links, in both directions. */
    public Traffic traffic() {
        return traffic;
    }

    /**
     * Writes a message of our own and signs it if the protocol says so; CPU-bound.
     *
     * @throws GossipException if the protocol cannot write it or an identity is missing
     */
    public Envelope seal(Endpoint endpoint, Message message) {
        Codec codec = endpoint.spoken().codec();
        Codec.Content content = codec.write(message);
        boolean signed = endpoint.spoken().signing().signs(message);
        Bytes signature = signed ? sign(endpoint, content.content()) : Bytes.empty();
        List<Attachment> attachments = content.attachments().isEmpty()
                ? List.of()
                : content.attachments().stream()
                        .map(part -> new Attachment(part, sign(endpoint, part)))
                        .toList();
        Sealed sealed = codec.sealed(message, content, signature, attachments);
        return new Envelope(message, sealed, codec.idOf(sealed));
    }

    private static Bytes sign(Endpoint endpoint, Bytes content) {
        LocalIdentity identity = endpoint.config()
                .identity()
                .orElseThrow(() -> new GossipException("endpoint '" + endpoint.name()
                        + "' has no identity to sign with; give it one with identity(...)"));
        return identity.sign(content);
    }

    /** Sends to a peer by link, or queues and dials its known address. */
    public SendResult send(Endpoint endpoint, NodeId target, Envelope envelope) {
        Optional<Link> link = endpoint.links().find(target);
        if (link.isPresent()) {
            return offer(endpoint, link.get(), envelope, null);
        }
        Optional<PeerAddress> address =
                peers.view().find(endpoint.name(), target).flatMap(Peer::address);
        if (address.isEmpty()) {
            reporter.dropped(nobody(endpoint, target), DropReason.NO_LINK, "no link and no address of " + target);
            return SendResult.CLOSED;
        }
        if (!endpoint.waiting().add(target, envelope)) {
            reporter.dropped(
                    nobody(endpoint, target),
                    DropReason.CONGESTED,
                    "too much waits for the dial to " + target + " (limit dialQueueBytes)");
            return SendResult.CONGESTED;
        }
        endpoint.dialer()
                .dial(address.get(), Optional.of(target))
                .whenComplete((peer, failure) -> flush(endpoint, target));
        return SendResult.ACCEPTED;
    }

    /** Sends what waited for a dial, or drops it if the dial failed. */
    private void flush(Endpoint endpoint, NodeId target) {
        List<Envelope> envelopes = endpoint.waiting().take(target);
        Optional<Link> link = endpoint.links().find(target);
        for (Envelope envelope : envelopes) {
            if (link.isEmpty()) {
                reporter.dropped(nobody(endpoint, target), DropReason.NO_LINK, "the dial to " + target + " failed");
                continue;
            }
            try {
                offer(endpoint, link.get(), envelope, null);
            } catch (RuntimeException | Error e) {
                failed(endpoint, target, envelope, e);
            }
        }
    }

    /** Counts an envelope that the protocol failed to send to one peer, where nobody hears an exception. */
    void failed(Endpoint endpoint, NodeId target, Envelope envelope, Throwable failure) {
        reporter.dropped(
                nobody(endpoint, target),
                DropReason.HANDLER_FAILED,
                "sending " + envelope.body().bodyName() + " to " + target + " failed: " + failure);
    }

    private static LinkPeer nobody(Endpoint endpoint, NodeId target) {
        return new LinkPeer(
                endpoint.name(),
                Optional.of(target),
                dev.gossip.api.Assurance.UNKNOWN,
                Optional.empty(),
                PeerAddress.of("none", 0),
                dev.gossip.api.Attributes.empty());
    }

    /**
     * Offers an envelope to one link in the form in which its peer may see it.
     *
     * @param frames sealed frames of this envelope so far, shared by all targets of one class; null for one target
     */
    SendResult offer(Endpoint endpoint, Link link, Envelope envelope, @Nullable Map<FrameKey, Bytes> frames) {
        Optional<Envelope> shown = redact(endpoint, envelope, link.peer());
        if (shown.isEmpty()) {
            reporter.dropped(
                    link.peer(),
                    DropReason.WITHHELD,
                    "the protocol forbids showing " + envelope.body().bodyName() + " to this peer");
            return SendResult.WITHHELD;
        }
        Bytes frame = frame(endpoint, envelope, shown.get(), link.linkClass(), frames);
        Body body = envelope.body();
        TrafficRule rule = traffic.rule();
        Optional<DropReason> refusal = rule.leaving(link.peer(), envelope, frame.length());
        SendResult result = refusal.isPresent()
                ? SendResult.CONGESTED
                : link.offer(frame, body.isBulk() ? FramePriority.DATA : FramePriority.CONTROL);
        if (result != SendResult.ACCEPTED) {
            if (refusal.isEmpty()) {
                rule.notSent(link.peer(), envelope, frame.length());
            }
            DropReason reason = refusal.orElseGet(() -> reason(result));
            reporter.dropped(link.peer(), reason, body.bodyName() + " of " + frame.length() + " bytes was not queued");
        }
        return result;
    }

    private static DropReason reason(SendResult result) {
        return switch (result) {
            case CONGESTED -> DropReason.CONGESTED;
            case TOO_LARGE -> DropReason.FRAME_TOO_LARGE;
            default -> DropReason.NO_LINK;
        };
    }

    private static Bytes frame(
            Endpoint endpoint,
            Envelope envelope,
            Envelope shown,
            LinkClass linkClass,
            @Nullable Map<FrameKey, Bytes> frames) {
        Codec codec = endpoint.spoken().codec();
        if (frames == null || shown.sealed().content() != envelope.sealed().content()) {
            return codec.seal(shown, linkClass);
        }
        FrameKey key = new FrameKey(shown.sealed().attachments(), linkClass);
        return frames.computeIfAbsent(key, absent -> codec.seal(shown, linkClass));
    }

    /** The envelope as a peer may see it, nested statements included. */
    public Optional<Envelope> redact(Endpoint endpoint, Envelope envelope, LinkPeer target) {
        Redaction redaction = endpoint.spoken().redaction();
        Optional<Envelope> outer = redaction.redact(envelope, target, peers.view());
        if (outer.isEmpty() || !(envelope.body() instanceof EnvelopeCarrier carrier)) {
            return outer;
        }
        boolean[] changed = new boolean[1];
        boolean[] withheld = new boolean[1];
        EnvelopeCarrier shown = carrier.map(element -> {
            Optional<Envelope> form = redaction.redact(element, target, peers.view());
            changed[0] |= form.isEmpty() || form.get() != element;
            withheld[0] |= form.isEmpty();
            return form;
        });
        if (withheld[0] && carrier.elementRule() == ElementRule.REQUIRED) {
            return Optional.empty();
        }
        return changed[0] ? Optional.of(seal(endpoint, envelope.message().withBody(shown))) : outer;
    }

    /** Frames of one envelope differ by the attachments left and by link class. */
    record FrameKey(List<Attachment> attachments, LinkClass linkClass) {}
}
