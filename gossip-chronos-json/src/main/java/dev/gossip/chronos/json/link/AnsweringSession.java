package dev.gossip.chronos.json.link;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.SendResult;
import dev.gossip.api.observe.DropReason;
import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosDropReasons;
import dev.gossip.chronos.json.chain.BlockManager;
import dev.gossip.chronos.json.chain.Refusal;
import dev.gossip.chronos.json.propagate.Acquaintance;
import dev.gossip.chronos.json.wire.Code;
import dev.gossip.chronos.json.wire.MessageReader;
import dev.gossip.chronos.json.wire.MessageWriter;
import dev.gossip.chronos.json.wire.WireMessage;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.LinkSession;
import dev.gossip.spi.protocol.MalformedException;
import java.time.Duration;
import java.util.Optional;

/** The side that was dialled: gives each question exactly one answer, in order, and says nothing else. */
final class AnsweringSession implements LinkSession {

    /** Unreadable frames before a connection ends. */
    static final int MAX_MALFORMED = 3;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ChronosEndpoint endpoint;
    private final LinkControl control;
    private final BlockManager manager;
    private final ChronosConfig config;
    private final LinkPeer peer;
    private final Acquaintance acquaintance = new Acquaintance();
    private Cancellable silenceTimer = () -> {};
    private boolean admitted;
    private boolean introduced;
    private long lastFrame;
    private long minuteStart;
    private int announcements;
    private int malformed;

    AnsweringSession(ChronosEndpoint endpoint, LinkControl control) {
        this.endpoint = endpoint;
        this.control = control;
        this.manager = endpoint.manager();
        this.config = endpoint.config();
        this.peer = LinkPeer.unknown(endpoint.name(), control.remote());
    }

    @Override
    public void onOpen() {
        Optional<Refusal> refusal =
                endpoint.gate().enter(control.remote().host(), endpoint.time().nanoTime());
        if (refusal.isPresent()) {
            control.refuse(refusal.get().reason(), refusal.get().detail());
            return;
        }
        admitted = true;
        lastFrame = endpoint.time().nanoTime();
        minuteStart = lastFrame;
        control.established(peer);
        // The same span for every connection: timers of one span share a line of the runtime.
        silenceTimer = control.schedule(config.timing().idleTimeout(), this::watch);
    }

    private void watch() {
        Duration limit = config.timing().idleTimeout();
        long left = limit.toNanos() - (endpoint.time().nanoTime() - lastFrame);
        if (left <= 0) {
            control.refuse(ChronosDropReasons.SILENCE, "no question within " + limit + " (idleTimeout)");
        } else {
            silenceTimer = control.schedule(Duration.ofNanos(left), this::watch);
        }
    }

    @Override
    public void onFrame(Bytes frame) {
        if (!admitted) {
            return;
        }
        lastFrame = endpoint.time().nanoTime();
        try {
            WireMessage ask = MessageReader.read(frame);
            if (ask.code() == Code.APPLICATION && config.application()) {
                control.deliver(frame);
            } else if (ask.code() != Code.NEW_BLOCK_HASH || isWithinRate()) {
                answer(ask);
                listen(ask);
            }
        } catch (MalformedException e) {
            manager.dropped(peer, e.reason(), e.getMessage());
            reply(WireMessage.UNREADABLE);
            if (!e.reason().equals(ChronosDropReasons.UNKNOWN_CODE) && ++malformed >= MAX_MALFORMED) {
                control.refuse(DropReason.MALFORMED, MAX_MALFORMED + " frames could not be read");
            }
        }
    }

    /** Only diallers ask, so a peer that wants to hear our application messages says where we can dial it. */
    private void listen(WireMessage ask) {
        if (!introduced
                && config.application()
                && ask.data() instanceof WireMessage.Greeting greeting
                && greeting.application()
                && !greeting.listening().isEmpty()) {
            introduced = true;
            try {
                control.peerListens(PeerAddress.parse(greeting.listening()));
            } catch (IllegalArgumentException e) {
                manager.dropped(peer, DropReason.MALFORMED, "the peer says that it listens nowhere: " + e.getMessage());
            }
        }
    }

    /** What fails while we think about a question must not leave the peer waiting. */
    private void answer(WireMessage ask) {
        BlockManager.Answer answer;
        try {
            answer = manager.answer(acquaintance, ask);
        } catch (RuntimeException e) {
            manager.dropped(peer, DropReason.HANDLER_FAILED, ask.code() + " could not be answered: " + e);
            answer = BlockManager.Answer.of(WireMessage.NOTHING);
        }
        if (answer.refusal().isPresent()) {
            Refusal why = answer.refusal().get();
            if (why.reason().equals(ChronosDropReasons.WRONG_HASH)) {
                endpoint.gate().ban(control.remote().host(), endpoint.time().nanoTime());
                control.refuse(why.reason(), why.detail());
                return;
            }
            manager.dropped(peer, why.reason(), why.detail());
        }
        reply(answer.message());
    }

    private void reply(WireMessage answer) {
        SendResult result = control.send(MessageWriter.write(answer));
        if (result == SendResult.ACCEPTED) {
            endpoint.sent(answer.code());
        } else if (result != SendResult.CLOSED) {
            control.refuse(DropReason.CONGESTED, "the peer asks and takes no answers: " + result);
        }
    }

    private boolean isWithinRate() {
        if (lastFrame - minuteStart >= MINUTE.toNanos()) {
            minuteStart = lastFrame;
            announcements = 0;
        }
        int limit = config.limits().announcementsPerMinute();
        if (++announcements > limit) {
            control.refuse(
                    ChronosDropReasons.TOO_MANY_ANNOUNCEMENTS,
                    "more than " + limit + " announcements in a minute (announcementsPerMinute)");
            return false;
        }
        return true;
    }

    @Override
    public void onClosed() {
        // Waiting for its time it would keep the whole connection in memory.
        silenceTimer.cancel();
        if (admitted) {
            admitted = false;
            endpoint.gate().leave(control.remote().host());
        }
        manager.left(acquaintance);
    }
}
