package dev.gossip.chronos.json.link;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.chronos.json.ChronosDropReasons;
import dev.gossip.chronos.json.ChronosTiming;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.chronos.json.chain.BlockManager;
import dev.gossip.chronos.json.chain.Refusal;
import dev.gossip.chronos.json.propagate.Acquaintance;
import dev.gossip.chronos.json.propagate.AskQueue;
import dev.gossip.chronos.json.propagate.PeerLink;
import dev.gossip.chronos.json.wire.Code;
import dev.gossip.chronos.json.wire.MessageReader;
import dev.gossip.chronos.json.wire.MessageWriter;
import dev.gossip.chronos.json.wire.WireMessage;
import dev.gossip.chronos.json.wire.WireMessage.Block;
import dev.gossip.chronos.json.wire.WireMessage.Greeting;
import dev.gossip.chronos.json.wire.WireMessage.Height;
import dev.gossip.chronos.json.wire.WireMessage.Text;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.MalformedException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The side that dialled: asks one question at a time and waits for its answer. Handshakes first and when there is nothing
 * else to say.
 */
final class AskingSession implements LinkSession, PeerLink {

    /** Blocks pulled between two handshakes. */
    private static final int BATCH = 64;

    private final ChronosEndpoint endpoint;
    private final LinkControl control;
    private final BlockManager manager;
    private final ChronosTiming timing;
    private final Acquaintance acquaintance = new Acquaintance();
    private final AskQueue queue;
    private final NodeId id;
    private volatile LinkPeer peer;
    private @Nullable WireMessage asked;
    private Cancellable replyTimer = () -> {};
    private Cancellable idleTimer = () -> {};
    private long greetedAt;
    private volatile long remoteHeight = -1;
    private volatile int batch;
    private int malformed;
    private boolean established;

    AskingSession(ChronosEndpoint endpoint, LinkControl control) {
        this.endpoint = endpoint;
        this.control = control;
        this.manager = endpoint.manager();
        this.timing = endpoint.config().timing();
        this.queue = new AskQueue(endpoint.config().limits());
        this.id = new NodeId(Bytes.utf8(control.remote().toString()));
        this.peer = LinkPeer.unknown(endpoint.name(), control.remote());
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public LinkPeer peer() {
        return peer;
    }

    @Override
    public Acquaintance acquaintance() {
        return acquaintance;
    }

    @Override
    public AskQueue queue() {
        return queue;
    }

    @Override
    public Peer asPeer() {
        return new Peer(
                endpoint.name(),
                id,
                Optional.empty(),
                Optional.of(control.remote()),
                Optional.empty(),
                true,
                true,
                Map.of());
    }

    @Override
    public long height() {
        return remoteHeight;
    }

    @Override
    public boolean mayPull(long height) {
        return remoteHeight > height && batch < BATCH;
    }

    @Override
    public void wake() {
        control.schedule(Duration.ZERO, this::proceed);
    }

    @Override
    public void onOpen() {
        greet();
    }

    private void greet() {
        greetedAt = endpoint.time().nanoTime();
        ask(manager.greeting());
    }

    private void ask(WireMessage question) {
        asked = question;
        SendResult result = control.send(MessageWriter.write(question));
        if (result == SendResult.CLOSED) {
            return;
        }
        if (result != SendResult.ACCEPTED) {
            control.refuse(DropReason.CONGESTED, question.code() + " could not be queued: " + result);
            return;
        }
        endpoint.sent(question.code());
        replyTimer = control.schedule(
                timing.replyTimeout(),
                () -> control.refuse(
                        ChronosDropReasons.NO_REPLY,
                        question.code() + " was not answered within " + timing.replyTimeout() + " (replyTimeout)"));
    }

    @Override
    public void onFrame(Bytes frame) {
        WireMessage question = asked;
        if (question == null) {
            control.refuse(ChronosDropReasons.OUT_OF_STEP, "a frame came that nobody had asked for");
            return;
        }
        asked = null;
        replyTimer.cancel();
        try {
            answered(question, MessageReader.read(frame));
        } catch (MalformedException e) {
            malformed++;
            if (malformed >= AnsweringSession.MAX_MALFORMED || !established) {
                control.refuse(e.reason(), e.getMessage());
                return;
            }
            manager.dropped(peer, e.reason(), e.getMessage());
        }
        proceed();
    }

    private void answered(WireMessage question, WireMessage answer) {
        switch (question.code()) {
            case HANDSHAKE -> greeted(answer);
            case PULL_BLOCK -> pulled(((Height) question.data()).value(), answer);
            case NEW_BLOCK_HASH -> announced(((Text) question.data()).value(), answer);
            case GET_BLOCK -> fetched(((Text) question.data()).value(), answer);
            default -> {
                // A new block is answered with nothing, whatever became of it.
            }
        }
    }

    private void greeted(WireMessage answer) {
        if (!(answer.data() instanceof Greeting greeting)) {
            control.refuse(DropReason.GREETING_REFUSED, "the handshake was answered with " + answer.code());
            return;
        }
        remoteHeight = greeting.height();
        batch = 0;
        manager.greeted(acquaintance, greeting.address());
        if (!established) {
            established = true;
            peer = new LinkPeer(
                    endpoint.name(),
                    Optional.of(id),
                    Assurance.CLAIMED,
                    Optional.empty(),
                    control.remote(),
                    Attributes.empty().with(ChronosEndpoint.ADDRESS, greeting.address()));
            endpoint.linked(this, greeting.application());
            control.established(peer);
        }
    }

    private void pulled(long height, WireMessage answer) {
        batch++;
        Optional<Refusal> refusal = Optional.empty();
        if (answer.code() == Code.PUSH_BLOCK) {
            refusal = append(height, ((Block) answer.data()).value());
        }
        if (answer.code() != Code.PUSH_BLOCK || refusal.isPresent()) {
            batch = BATCH;
            manager.endPull(this);
        }
        refusal.ifPresent(why -> manager.dropped(peer, why.reason(), why.detail()));
    }

    /** What fails here, the store for example, is no fault of the peer's. */
    private Optional<Refusal> append(long height, ChronosBlock block) {
        try {
            return manager.pulled(this, height, block);
        } catch (RuntimeException e) {
            return Optional.of(
                    new Refusal(DropReason.HANDLER_FAILED, "block " + height + " could not be appended: " + e));
        }
    }

    private void announced(String hash, WireMessage answer) {
        switch (answer.code()) {
            case GET_BLOCK -> manager.supply(this, hash);
            case BLOCK_KNOWN -> manager.knows(acquaintance, hash);
            default -> manager.announceAgain(this, hash);
        }
    }

    private void fetched(String hash, WireMessage answer) {
        if (answer.code() == Code.NEW_BLOCK) {
            ChronosBlock block = ((Block) answer.data()).value();
            manager.offer(block, acquaintance).ifPresent(why -> {
                if (why.reason().equals(ChronosDropReasons.WRONG_HASH)) {
                    control.refuse(why.reason(), why.detail());
                } else {
                    manager.dropped(peer, why.reason(), why.detail());
                }
            });
        }
        manager.fetchFailed(hash);
    }

    private void proceed() {
        if (!established || asked != null) {
            return;
        }
        Optional<WireMessage> next = manager.next(this);
        idleTimer.cancel();
        if (next.isPresent()) {
            ask(next.get());
            return;
        }
        Duration idle = Duration.ofNanos(endpoint.time().nanoTime() - greetedAt);
        if (idle.compareTo(timing.handshakeInterval()) >= 0) {
            greet();
        } else {
            idleTimer = control.schedule(timing.handshakeInterval().minus(idle), this::proceed);
        }
    }

    @Override
    public void onClosed() {
        asked = WireMessage.NOTHING;
        idleTimer.cancel();
        replyTimer.cancel();
        endpoint.unlinked(this);
        manager.left(acquaintance);
    }
}
