package dev.gossip.chronos.json.chain;

import dev.gossip.api.LinkPeer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosDropReasons;
import dev.gossip.chronos.json.ChronosListener;
import dev.gossip.chronos.json.ChronosStatus;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.chronos.json.propagate.Acquaintance;
import dev.gossip.chronos.json.propagate.Claims;
import dev.gossip.chronos.json.propagate.Fetches;
import dev.gossip.chronos.json.propagate.PeerLink;
import dev.gossip.chronos.json.propagate.Propagation;
import dev.gossip.chronos.json.propagate.Surroundings;
import dev.gossip.chronos.json.wire.Code;
import dev.gossip.chronos.json.wire.WireMessage;
import dev.gossip.chronos.json.wire.WireMessage.Block;
import dev.gossip.chronos.json.wire.WireMessage.Height;
import dev.gossip.chronos.json.wire.WireMessage.Text;
import dev.gossip.spi.NodeContext;
import dev.gossip.spi.Router;
import dev.gossip.spi.store.OrderedStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one place of a node that knows its blocks: answers what peers ask, takes in new blocks once each, chooses among
 * candidates and catches up by height. Its lock is the only one of this protocol; what costs time (hashing, the network's
 * own rules) runs before it is taken. Thread-safe.
 */
public final class BlockManager {

    /** How far behind and ahead of our newest block a new one may be, as in Ethereum. */
    private static final int BEHIND = 7;

    private static final int AHEAD = 32;

    private final ChronosConfig config;
    private final Surroundings around;
    private final BlockCheck check;
    private final ChronosListener listener;
    private final Chain chain;
    private final RecentBlocks recent;
    private final Candidates candidates;
    private final Claims claims = new Claims();
    private final Fetches fetches = new Fetches();
    private final Propagation propagation;
    private boolean selecting;
    private @Nullable PeerLink puller;
    private Optional<ChronosStatus.Fork> fork = Optional.empty();

    public BlockManager(
            ChronosConfig config, Surroundings around, Optional<OrderedStore> store, ChronosListener listener) {
        this.config = config;
        this.around = around;
        this.check = new BlockCheck(config);
        this.listener = listener;
        this.chain = new Chain(store);
        this.recent = new RecentBlocks(config.limits().cacheBytes());
        this.candidates = new Candidates(config.priority(), config.limits().candidateBytes());
        this.propagation = new Propagation(around, config, this);
        for (long height = Math.max(0, chain.height() - AHEAD); height <= chain.height(); height++) {
            chain.block(height).ifPresent(recent::add);
        }
    }

    /** The node runs from now on. */
    public void start(NodeContext node, Router router) {
        around.started(node, router);
    }

    /** The node runs no more. */
    public void stop() {
        around.stopped();
    }

    /** Of the newest committed block; -1 if there is none. */
    public synchronized long height() {
        return chain.height();
    }

    /** The committed block of a height. */
    public synchronized Optional<ChronosBlock> block(long height) {
        return chain.block(height);
    }

    /** How everything stands. */
    public synchronized ChronosStatus status() {
        return new ChronosStatus(
                chain.height(), recent.seen(), recent.bytes(), candidates.bytes(), propagation.status(), fork);
    }

    /** How many names linked peers use. */
    public synchronized int claims() {
        return claims.size();
    }

    /** What we say to whom we dialled, now; with application messages also where to dial us. */
    public WireMessage greeting() {
        return greeting(
                config.application()
                        ? around.endpoint().advertised().stream()
                                .findFirst()
                                .map(PeerAddress::hostAndPort)
                                .orElse("")
                        : "");
    }

    private WireMessage greeting(String listening) {
        return new WireMessage(
                Code.HANDSHAKE,
                new WireMessage.Greeting(
                        around.endpoint().time().now().toEpochMilli(),
                        height(),
                        config.address(),
                        config.application(),
                        listening));
    }

    /** A peer says what it calls itself; the newest claim of a link counts. */
    public synchronized void greeted(Acquaintance peer, String address) {
        if (peer.claims(address, claims)) {
            around.count("chronos.claim.changed");
        }
    }

    /** The link of a peer ended. */
    public synchronized void left(Acquaintance peer) {
        peer.leave(claims);
    }

    /** A peer is linked that we may ask. */
    public synchronized void linked(PeerLink session) {
        propagation.linked(session);
    }

    /** It is linked no more. */
    public synchronized void unlinked(PeerLink session) {
        propagation.unlinked(session);
        endPull(session);
    }

    /** The one answer to a question. */
    public Answer answer(Acquaintance peer, WireMessage ask) {
        return switch (ask.code()) {
            case HANDSHAKE -> {
                greeted(peer, ((WireMessage.Greeting) ask.data()).address());
                yield Answer.of(greeting(""));
            }
            case PULL_BLOCK ->
                Answer.of(block(((Height) ask.data()).value())
                        .map(block -> WireMessage.of(Code.PUSH_BLOCK, block))
                        .orElse(WireMessage.NOTHING));
            case NEW_BLOCK -> new Answer(WireMessage.NOTHING, offer(((Block) ask.data()).value(), peer));
            case NEW_BLOCK_HASH -> Answer.of(announced(((Text) ask.data()).value(), peer));
            case GET_BLOCK ->
                Answer.of(demanded(((Text) ask.data()).value(), peer)
                        .map(block -> WireMessage.of(Code.NEW_BLOCK, block))
                        .orElse(WireMessage.NOTHING));
            default ->
                new Answer(
                        WireMessage.NOTHING,
                        Optional.of(new Refusal(
                                ChronosDropReasons.OUT_OF_STEP, ask.code() + " is an answer, no question")));
        };
    }

    private synchronized WireMessage announced(String hash, Acquaintance from) {
        from.known().add(hash);
        if (recent.contains(hash)) {
            return WireMessage.of(Code.BLOCK_KNOWN, hash);
        }
        if (!around.areRunning() || !fetches.announced(hash, from)) {
            return WireMessage.NOTHING;
        }
        around.later(config.timing().fetchTimeout(), () -> fetchFailed(hash));
        return WireMessage.of(Code.GET_BLOCK, hash);
    }

    /** Whoever was asked for a block did not bring it: asks the next announcer. */
    public synchronized void fetchFailed(String hash) {
        if (recent.contains(hash)) {
            fetches.done(hash);
        } else if (fetches.isFetched(hash)) {
            fetches.next(hash, propagation::linkTo).ifPresent(session -> {
                session.queue().fetch(hash);
                session.wake();
                around.later(config.timing().fetchTimeout(), () -> fetchFailed(hash));
            });
        }
    }

    /** A block that a peer lacks and asks for by hash. */
    private synchronized Optional<ChronosBlock> demanded(String hash, Acquaintance by) {
        Optional<ChronosBlock> block = recent.text(hash);
        Long height = recent.height(hash);
        if (block.isEmpty() && height != null) {
            block = chain.block(height).filter(stored -> stored.hash().equals(hash));
        }
        block.ifPresent(found -> by.known().add(hash));
        return block;
    }

    /** A new block from a peer, or from ourselves. @return why it is not taken; empty if it is or was */
    public Optional<Refusal> offer(ChronosBlock block, Acquaintance giver) {
        synchronized (this) {
            if (!around.areRunning() || recent.contains(block.hash())) {
                giver.known().add(block.hash());
                return Optional.empty();
            }
            Optional<Refusal> outside = outsideWindow(block);
            if (outside.isPresent()) {
                return outside;
            }
        }
        Optional<Refusal> refusal = check.refusal(block);
        return refusal.isPresent() ? refusal : take(block, giver);
    }

    private Optional<Refusal> outsideWindow(ChronosBlock block) {
        long ahead = block.height() - chain.height();
        return ahead >= -BEHIND && ahead <= AHEAD
                ? Optional.empty()
                : Optional.of(new Refusal(
                        ChronosDropReasons.OUTSIDE_WINDOW,
                        "block " + block.height() + " is " + ahead + " from ours, outside -" + BEHIND + ".." + AHEAD));
    }

    private synchronized Optional<Refusal> take(ChronosBlock block, Acquaintance giver) {
        giver.known().add(block.hash());
        if (recent.contains(block.hash())) {
            return Optional.empty();
        }
        Optional<Refusal> full = Optional.empty();
        if (block.height() > chain.height() && !candidates.offer(block)) {
            full = Optional.of(new Refusal(
                    ChronosDropReasons.CANDIDATES_FULL,
                    "candidates of " + config.limits().candidateBytes() + " bytes wait (candidateBytes)"));
        }
        recent.add(block);
        fetches.done(block.hash());
        around.tell(() -> listener.received(block));
        if (config.broadcasting()) {
            propagation.spread(block);
        }
        selectSoon();
        return full;
    }

    private void selectSoon() {
        if (!selecting && candidates.has(chain.height() + 1)) {
            selecting = true;
            around.later(config.timing().selectionDelay(), this::select);
        }
    }

    private synchronized void select() {
        selecting = false;
        Optional<ChronosBlock> best = candidates.best(chain.height() + 1, chain.tip());
        best.ifPresent(this::commit);
        if (best.isPresent()) {
            selectSoon();
        }
    }

    private void commit(ChronosBlock block) {
        chain.append(block);
        recent.add(block);
        candidates.committed(block.height());
        fork = Optional.empty();
        around.tell(() -> listener.committed(block));
    }

    /** What a link is to ask for next: what was queued, else the next height that we lack. */
    public synchronized Optional<WireMessage> next(PeerLink session) {
        Optional<WireMessage> queued = session.queue().next();
        if (queued.isPresent() || !around.areRunning() || puller != null && puller != session) {
            return queued;
        }
        if (session.mayPull(chain.height())) {
            puller = session;
            return Optional.of(new WireMessage(Code.PULL_BLOCK, new Height(chain.height() + 1)));
        }
        puller = null;
        return Optional.empty();
    }

    /** A link is done pulling for now. */
    public synchronized void endPull(PeerLink session) {
        if (puller == session) {
            puller = null;
        }
    }

    /** A committed block of a peer. @return why it is not appended; empty if it is, or no longer needed */
    public Optional<Refusal> pulled(PeerLink from, long asked, ChronosBlock block) {
        if (block.height() != asked) {
            return Optional.of(new Refusal(
                    ChronosDropReasons.WRONG_HEIGHT, "asked for block " + asked + " and got " + block.height()));
        }
        Optional<Refusal> refusal = check.refusal(block);
        return refusal.isPresent() ? refusal : append(from, block);
    }

    private synchronized Optional<Refusal> append(PeerLink from, ChronosBlock block) {
        if (block.height() != chain.height() + 1) {
            return Optional.empty();
        }
        if (block.height() > 0 && !block.header().previousHash().equals(chain.tip())) {
            fork = Optional.of(new ChronosStatus.Fork(
                    chain.height(),
                    chain.tip(),
                    block.header().previousHash(),
                    from.peer().remote()));
            return Optional.of(new Refusal(
                    ChronosDropReasons.WRONG_PARENT,
                    "block " + block.height() + " is no child of our newest block; the peer follows another chain"));
        }
        commit(block);
        selectSoon();
        return Optional.empty();
    }

    /** A peer may have no use for an announcement now; it is told once more. */
    public void announceAgain(PeerLink session, String hash) {
        around.later(config.timing().fetchTimeout(), () -> {
            synchronized (this) {
                propagation.announce(session, hash);
            }
        });
    }

    /** A peer says that it has a block. */
    public synchronized void knows(Acquaintance peer, String hash) {
        peer.known().add(hash);
    }

    /** A peer wants a block that we announced: it is sent next. */
    public synchronized void supply(PeerLink session, String hash) {
        demanded(hash, session.acquaintance()).ifPresent(session.queue()::demand);
    }

    /** Counts and reports what was dropped. */
    public void dropped(LinkPeer from, DropReason reason, String detail) {
        around.dropped(from, reason, detail);
    }

    /** The answer to a question, and what was wrong with the question. */
    public record Answer(WireMessage message, Optional<Refusal> refusal) {

        /** A question that was fine. */
        public static Answer of(WireMessage message) {
            return new Answer(message, Optional.empty());
        }
    }
}
