package dev.gossip.chronos.json.link;

import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.Sealed;
import dev.gossip.api.TimeSource;
import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosListener;
import dev.gossip.chronos.json.chain.BlockManager;
import dev.gossip.chronos.json.propagate.Surroundings;
import dev.gossip.chronos.json.wire.Code;
import dev.gossip.chronos.json.wire.DebugFraming;
import dev.gossip.chronos.json.wire.JsonFraming;
import dev.gossip.spi.crypto.Verification;
import dev.gossip.spi.protocol.Codec;
import dev.gossip.spi.protocol.Dissemination;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.EndpointProtocol;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkPolicy;
import dev.gossip.spi.protocol.LinkPolicy.Duplicates;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.Redaction;
import dev.gossip.spi.protocol.SigningPolicy;
import dev.gossip.spi.protocol.Supersession;
import dev.gossip.spi.store.OrderedStore;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Chronos' protocol as one endpoint speaks it. */
public final class ChronosEndpoint implements EndpointProtocol {

    /** What a peer calls itself. */
    static final Attributes.Key<String> ADDRESS = new Attributes.Key<>("chronos.address", String.class);

    private final EndpointContext context;
    private final ChronosConfig config;
    private final NodeId self;
    private final Codec codec;
    private final BlockManager manager;
    private final Gate gate;
    private final Set<NodeId> ours = ConcurrentHashMap.newKeySet();
    private final ChronosRules rules = new ChronosRules(ours);

    public ChronosEndpoint(
            EndpointContext context, ChronosConfig config, Optional<OrderedStore> store, ChronosListener listener) {
        this.context = context;
        this.config = config;
        this.self = new NodeId(Bytes.utf8(config.address()));
        this.codec = new ChronosCodec(config, context.time().now().toEpochMilli());
        this.manager = new BlockManager(config, new Surroundings(context), store, listener);
        this.gate = new Gate(config);
    }

    String name() {
        return context.endpoint();
    }

    TimeSource time() {
        return context.time();
    }

    /** How it behaves. */
    public ChronosConfig config() {
        return config;
    }

    /** What knows its blocks. */
    public BlockManager manager() {
        return manager;
    }

    Gate gate() {
        return gate;
    }

    void sent(Code code) {
        context.metrics()
                .counter("chronos.sent", "code", code.name().toLowerCase(java.util.Locale.ROOT))
                .increment();
    }

    /** @param application whether the peer is one of ours and takes application messages */
    void linked(AskingSession session, boolean application) {
        if (application && config.application()) {
            ours.add(session.id());
        }
        manager.linked(session);
    }

    void unlinked(AskingSession session) {
        ours.remove(session.id());
        manager.unlinked(session);
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
        return config.ndjson()
                ? new DebugSession(
                        new DebugFraming(new JsonFraming(config.limits().maxFrameBytes())), control, this::session)
                : session(control);
    }

    private LinkSession session(LinkControl control) {
        return control.dialled() ? new AskingSession(this, control) : new AnsweringSession(this, control);
    }

    /** Each side dials; only the dialler begins. */
    @Override
    public LinkPolicy linkPolicy() {
        return new LinkPolicy(
                false, Duplicates.NEWEST_THEN_LOWER_ID, config.timing().replyTimeout());
    }

    @Override
    public SigningPolicy signing() {
        return rules;
    }

    @Override
    public Verification verify(Sealed sealed) {
        return Verification.VALID;
    }

    @Override
    public Supersession supersession() {
        return rules;
    }

    @Override
    public Dissemination dissemination() {
        return rules;
    }

    @Override
    public Redaction redaction() {
        return Redaction.NONE;
    }
}
