package dev.gossip.fisco.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Envelope;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.PeerView;
import dev.gossip.api.Recipients;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.fisco.codec.identity.CertificateKey;
import dev.gossip.fisco.codec.identity.ShortIds;
import dev.gossip.fisco.codec.link.UnsignedEndpoint;
import dev.gossip.fisco.codec.p2p3.P2p3Packets;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkPolicy;
import dev.gossip.spi.protocol.LinkSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * FISCO BCOS's P2P protocol as one endpoint speaks it, and what engines need of it beyond the node: seq numbers, short ids,
 * and the place to say who subscribes to what. Thread-safe except for its link sessions.
 */
public final class FiscoEndpoint extends UnsignedEndpoint {

    private static final int SHORT_ID_VERSION = 3;
    private static final int MAX_OWN_ADDRESSES = 100;
    private static final long FIRST_SEQ = 2;
    private static final long LAST_SEQ = 0xffff_ffffL;

    private final EndpointContext context;
    private final FiscoSettings settings;
    private final ShortIds shortIds;
    private final NodeId self;
    private final Codec codec;
    /** By neighbour; more than one while duplicate links are being sorted out. */
    private final Map<NodeId, List<LinkSession>> sessions = new ConcurrentHashMap<>();

    private final Set<PeerAddress> ownAddresses = ConcurrentHashMap.newKeySet();

    private final AtomicLong nextSeq = new AtomicLong(FIRST_SEQ);
    private volatile long topicSequence;
    private volatile BiPredicate<NodeId, Topic> interest = (id, topic) -> true;

    FiscoEndpoint(EndpointContext context, int maxFrameBytes, ShortIds shortIds) {
        this.context = context;
        this.shortIds = shortIds;
        this.settings =
                FiscoSettings.of(context.settings(), shortIds.available() ? SHORT_ID_VERSION : SHORT_ID_VERSION - 1);
        this.self = idOf(ownKey(context));
        if (settings.generation() == 2) {
            this.codec = new Generation2Codec(
                    self,
                    maxFrameBytes,
                    settings.compress(),
                    this::nextSeq,
                    context.time().now());
        } else {
            shortIds.learn(self);
            this.codec = new Generation3Codec(
                    self,
                    new P2p3Packets(maxFrameBytes),
                    new P2p3Packets(maxFrameBytes + FiscoProtocol.ROUTE_RESERVE),
                    settings.compress(),
                    shortIds,
                    this::nextSeq);
        }
    }

    private static CertificateKey ownKey(EndpointContext context) {
        Identity identity = context.identity()
                .map(LocalIdentity::identity)
                .orElseThrow(() -> new GossipException("protocol fisco on endpoint '" + context.endpoint()
                        + "' needs an identity (the node's TLS certificate and key); set"
                        + " EndpointConfig.Builder.identity"));
        return identity.certificate().map(CertificateKey::of).orElseGet(() -> CertificateKey.of(identity.publicKey()));
    }

    /** The node id that a key has in this endpoint's generation. */
    NodeId idOf(CertificateKey key) {
        return settings.generation() == 2 ? key.generation2() : key.generation3();
    }

    FiscoSettings settings() {
        return settings;
    }

    EndpointContext context() {
        return context;
    }

    /** 2 or 3. */
    public int generation() {
        return settings.generation();
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public Codec codec() {
        return codec;
    }

    @Override
    public LinkSession newSession(LinkControl control) {
        return settings.generation() == 2
                ? new Generation2Session(control, this)
                : new Generation3Session(control, this);
    }

    /** Longer than the session itself waits, which then goes on without the handshake. */
    @Override
    public LinkPolicy linkPolicy() {
        return new LinkPolicy(
                true,
                LinkPolicy.Duplicates.NEWEST_THEN_LOWER_ID,
                settings.handshakeTimeout().multipliedBy(2));
    }

    /** An application's message goes to the nodes with subscribers; all else only to whom it names. */
    @Override
    public boolean eligible(Envelope envelope, Peer candidate, PeerView peers) {
        return envelope.body() instanceof Opaque
                ? interest.test(candidate.id(), envelope.topic())
                : envelope.message().recipients() instanceof Recipients.Only;
    }

    /**
     * Says which nodes have subscribers of a topic. Without it every neighbour is sent every application message; those
     * without subscribers ignore it.
     */
    public void interest(BiPredicate<NodeId, Topic> subscribes) {
        interest = subscribes;
    }

    /** A correlation for a request: numbers of 32 bits from 2 on, as FISCO BCOS counts. */
    public Correlation nextCorrelation() {
        return Correlation.of(nextSeq());
    }

    private long nextSeq() {
        return nextSeq.getAndUpdate(seq -> seq == LAST_SEQ ? FIRST_SEQ : seq + 1);
    }

    /**
     * The packet version negotiated with a linked neighbour of generation 3. Packets of version 0 name no destination, so
     * what is for another node must not go over such a link: the neighbour would take it for its own.
     */
    public OptionalInt linkVersion(NodeId neighbour) {
        return sessions.getOrDefault(neighbour, List.of()).stream()
                .mapToInt(session -> session.linkClass().version())
                .min();
    }

    /** Whether a dial of this address ended at ourselves. */
    public boolean isOwn(PeerAddress address) {
        return ownAddresses.contains(address);
    }

    void own(PeerAddress address) {
        if (ownAddresses.size() < MAX_OWN_ADDRESSES) {
            ownAddresses.add(address);
        }
    }

    void joined(NodeId neighbour, LinkSession session) {
        sessions.merge(
                neighbour,
                List.of(session),
                (before, added) ->
                        Stream.concat(before.stream(), added.stream()).toList());
    }

    void left(NodeId neighbour, LinkSession session) {
        sessions.computeIfPresent(neighbour, (id, before) -> {
            List<LinkSession> rest =
                    before.stream().filter(one -> one != session).toList();
            return rest.isEmpty() ? null : rest;
        });
    }

    /** The number of our topic list, which is the heartbeat of links in generation 2. */
    public void topicSequence(long sequence) {
        topicSequence = sequence;
    }

    long topicSequence() {
        return topicSequence;
    }

    /**
     * The 32-byte id of a node of generation 3; from now on packets that name it mean that node. Sessions learn their
     * peers, route tables teach the rest. Empty without Keccak-256, and for what is a short id already.
     */
    public Optional<Bytes> learn(NodeId id) {
        return shortIds.learn(id);
    }
}
