package dev.gossip.core.testprotocol;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.Sealed;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.Dissemination;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkPolicy;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.Redaction;
import dev.gossip.spi.protocol.SigningPolicy;
import dev.gossip.spi.protocol.Supersession;
import java.time.Duration;
import java.util.Optional;

/** The plain protocol of one endpoint. */
final class PlainEndpoint implements EndpointProtocol {

    private final EndpointContext context;
    private final NodeId self;

    PlainEndpoint(EndpointContext context) {
        this.context = context;
        this.self = new NodeId(Bytes.utf8(context.settings().get("id")));
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public Codec codec() {
        int limit = Integer.parseInt(context.settings().getOrDefault("limit", "60000"));
        return new PlainCodec(self, context.settings().containsKey("forge"), limit);
    }

    @Override
    public LinkSession newSession(LinkControl control) {
        return new LinkSession() {
            private boolean greeted;

            @Override
            public void onOpen() {
                if (!context.settings().containsKey("mute")) {
                    control.send(Bytes.concat(self.value(), Bytes.utf8(callBack(control))));
                }
            }

            @Override
            public void onFrame(Bytes frame) {
                if (greeted) {
                    control.deliver(frame);
                    return;
                }
                String[] parts = frame.utf8().split("@");
                NodeId id = new NodeId(Bytes.utf8(parts[0]));
                if (id.equals(self)) {
                    control.refuse(DropReason.SELF_CONNECTION, "we dialled ourselves");
                    return;
                }
                greeted = true;
                control.established(new LinkPeer(
                        context.endpoint(),
                        Optional.of(id),
                        Assurance.CLAIMED,
                        Optional.empty(),
                        control.remote(),
                        Attributes.empty()));
                if (parts.length > 1) {
                    control.peerListens(PeerAddress.parse(parts[1]));
                }
            }
        };
    }

    private String callBack(LinkControl control) {
        String setting = control.dialled() ? context.settings().getOrDefault("callBack", "") : "";
        return switch (setting) {
            case "" -> "";
            case "true" -> "@" + context.advertised().get(0);
            default -> "@" + setting;
        };
    }

    @Override
    public LinkPolicy linkPolicy() {
        boolean duplex = !"false".equals(context.settings().get("duplex"));
        return new LinkPolicy(duplex, LinkPolicy.Duplicates.NEWEST_THEN_LOWER_ID, Duration.ofSeconds(2));
    }

    @Override
    public SigningPolicy signing() {
        return new SigningPolicy() {
            @Override
            public boolean signs(Message message) {
                return context.identity().isPresent();
            }

            @Override
            public boolean mustVerify(Sealed sealed) {
                Message message = (Message) sealed.decoded();
                return message.body() instanceof Opaque || message.body() instanceof Note;
            }
        };
    }

    @Override
    public Verification verify(Sealed sealed) {
        return sealed.signature().equals(PlainCodec.checksum(sealed.content()))
                ? Verification.VALID
                : Verification.invalid("the checksum is wrong");
    }

    @Override
    public Supersession supersession() {
        return new Supersession() {
            @Override
            public Optional<Bytes> keyOf(Sealed sealed) {
                return ((Message) sealed.decoded()).body() instanceof Note note
                        ? Optional.of(Bytes.utf8(note.subject()))
                        : Optional.empty();
            }

            @Override
            public Relation relate(Sealed arriving, Sealed stored) {
                Note fresh = (Note) ((Message) arriving.decoded()).body();
                Note old = (Note) ((Message) stored.decoded()).body();
                return fresh.number() > old.number() ? Relation.SUPERSEDES : Relation.SUPERSEDED;
            }

            @Override
            public Duration lifetime(Sealed sealed) {
                return Duration.ofSeconds(60);
            }
        };
    }

    @Override
    public Dissemination dissemination() {
        return new Dissemination() {
            @Override
            public boolean relays(Message message) {
                if (message.topic().name().equals(PlainCodec.UNRELAYABLE)) {
                    throw new IllegalStateException("cannot be judged");
                }
                return message.body() instanceof Opaque || message.body() instanceof Note;
            }

            @Override
            public boolean eligible(Envelope envelope, Peer candidate, PeerView peers) {
                return true;
            }

            @Override
            public boolean toAll(Message message) {
                return false;
            }
        };
    }

    @Override
    public Redaction redaction() {
        return Redaction.NONE;
    }
}
