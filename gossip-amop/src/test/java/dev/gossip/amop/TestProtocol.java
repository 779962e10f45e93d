package dev.gossip.amop;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerView;
import dev.gossip.api.Sealed;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.Opaque;
import dev.gossip.api.body.TopicList;
import dev.gossip.api.body.TopicSequence;
import dev.gossip.api.body.TopicsRequest;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.Dissemination;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkPolicy;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.protocol.Redaction;
import dev.gossip.spi.protocol.SigningPolicy;
import dev.gossip.spi.protocol.Supersession;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Framing;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The smallest protocol that carries AMOP: unsigned, ids are the setting {@code id}, which is also the greeting. */
final class TestProtocol implements Protocol {

    @Override
    public String name() {
        return "test";
    }

    @Override
    public Optional<Carriage> carriage(CarrierKind kind) {
        return kind == CarrierKind.BYTE_STREAM
                ? Optional.of(new Carriage.ByteStream(new LengthFirst()))
                : Optional.empty();
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(TopicSequence.class, TopicsRequest.class, TopicList.class, Opaque.class, AmopFailure.class);
    }

    @Override
    public EndpointProtocol open(EndpointContext context) {
        return new Spoken(context);
    }

    private record Spoken(EndpointContext context) implements EndpointProtocol {

        @Override
        public NodeId self() {
            return new NodeId(Bytes.utf8(context.settings().get("id")));
        }

        @Override
        public Codec codec() {
            return new TestCodec(self());
        }

        @Override
        public LinkSession newSession(LinkControl control) {
            return new Session(control, this);
        }

        @Override
        public LinkPolicy linkPolicy() {
            return new LinkPolicy(true, LinkPolicy.Duplicates.NEWEST_THEN_LOWER_ID, Duration.ofSeconds(2));
        }

        @Override
        public SigningPolicy signing() {
            return new SigningPolicy() {
                @Override
                public boolean signs(Message message) {
                    return false;
                }

                @Override
                public boolean mustVerify(Sealed sealed) {
                    return false;
                }
            };
        }

        @Override
        public Verification verify(Sealed sealed) {
            return Verification.invalid("nothing is signed");
        }

        @Override
        public Supersession supersession() {
            return new Supersession() {
                @Override
                public Optional<Bytes> keyOf(Sealed sealed) {
                    return Optional.empty();
                }

                @Override
                public Relation relate(Sealed arriving, Sealed stored) {
                    return Relation.UNRELATED;
                }

                @Override
                public Duration lifetime(Sealed sealed) {
                    return Duration.ofSeconds(1);
                }
            };
        }

        @Override
        public Dissemination dissemination() {
            return new Dissemination() {
                @Override
                public boolean relays(Message message) {
                    return false;
                }

                @Override
                public boolean eligible(Envelope envelope, Peer candidate, PeerView peers) {
                    return true;
                }

                @Override
                public boolean toAll(Message message) {
                    return true;
                }
            };
        }

        @Override
        public Redaction redaction() {
            return Redaction.NONE;
        }
    }

    private static final class Session implements LinkSession {
        private final LinkControl control;
        private final Spoken spoken;
        private boolean greeted;

        Session(LinkControl control, Spoken spoken) {
            this.control = control;
            this.spoken = spoken;
        }

        @Override
        public void onOpen() {
            control.send(spoken.self().value());
        }

        @Override
        public void onFrame(Bytes frame) {
            if (greeted) {
                control.deliver(frame);
                return;
            }
            greeted = true;
            control.established(new LinkPeer(
                    spoken.context().endpoint(),
                    Optional.of(new NodeId(frame)),
                    Assurance.CLAIMED,
                    Optional.empty(),
                    control.remote(),
                    Attributes.empty()));
        }
    }

    private record LengthFirst() implements Framing {

        @Override
        public int maxFrameBytes() {
            return 1 << 20;
        }

        @Override
        public int prefixLength() {
            return Integer.BYTES;
        }

        @Override
        public void writePrefix(int frameLength, ByteBuffer out) {
            out.putInt(frameLength);
        }

        @Override
        public Cutter newCutter() {
            return readable ->
                    readable.remaining() < Integer.BYTES ? Cutter.UNKNOWN : Integer.BYTES + readable.getInt();
        }
    }
}
