package dev.gossip.membership;

import dev.gossip.api.Body;
import dev.gossip.api.Cancellable;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.TimeSource;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.MembershipRequest;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.observe.DropReason;
import dev.gossip.spi.Lane;
import dev.gossip.spi.NodeContext.EndpointInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Membership on one endpoint: a state machine over injected time, randomness and network. Everything but {@link #table()}
 * is used on one lane.
 */
final class MembershipEngine implements SeedHost {

    private final NodeId self;
    private final MembershipConfig config;
    private final Network network;
    private final Lane lane;
    private final TimeSource time;
    private final RandomGenerator random;
    private final MemberTable table;
    private final OwnStatement own;
    private final Links links = new Links();
    private final Seeds seeds;
    private final MemberLists lists;
    private final List<Cancellable> timers = new ArrayList<>();
    private final Map<NodeId, CompletableFuture<Boolean>> asks = new HashMap<>();
    private final Set<NodeId> confirming = new HashSet<>();
    private boolean running;

    MembershipEngine(
            EndpointInfo endpoint,
            MembershipConfig config,
            Network network,
            Lane lane,
            TimeSource time,
            RandomGenerator random) {
        this.self = endpoint.self();
        this.config = config;
        this.network = network;
        this.lane = lane;
        this.time = time;
        this.random = random;
        this.table = new MemberTable(config.maxMembers(), config.forgetAfter());
        this.own = new OwnStatement(endpoint, config, network, time);
        this.seeds = new Seeds(endpoint, this, network, config, lane, random);
        this.lists = new MemberLists(table, network, random);
    }

    /** Begins to speak with {@code incarnation}, which must be greater than that of any former start. */
    void start(long incarnation) {
        running = true;
        own.begin(incarnation);
        timers.add(lane.every(config.aliveInterval(), this::publishOwn));
        timers.add(lane.every(config.checkInterval(), this::checkMembers));
        timers.add(lane.every(config.pullInterval(), this::askSome));
        timers.add(lane.every(config.reconnectInterval(), this::reconnect));
        links.dialled().forEach(this::ask);
    }

    /** Falls silent; the others will see us die. */
    void stop() {
        running = false;
        timers.forEach(Cancellable::cancel);
        timers.clear();
        seeds.close();
    }

    // ---- what others say

    /** A pushed statement: accepted, and so forwarded, only if it is news. */
    Verdict onAlive(Delivery delivery, Alive said) {
        if (!running) {
            return Verdict.IGNORE;
        }
        if (!isBySubject(delivery.envelope(), said)) {
            network.dropped(delivery.from(), DropReason.WRONG_PEER, "an alive statement about somebody else");
            return Verdict.REJECT;
        }
        return hear(delivery.envelope(), said, delivery.from()) ? Verdict.ACCEPT : Verdict.IGNORE;
    }

    /** The verdict comes after the answer, so that the node's limit on unjudged bytes bounds what waits for it. */
    CompletionStage<Verdict> onRequest(Delivery delivery, MembershipRequest request) {
        if (!running) {
            return CompletableFuture.completedFuture(Verdict.IGNORE);
        }
        Envelope introduced = request.self();
        if (!(introduced.body() instanceof Alive said)
                || !isBySubject(introduced, said)
                || !delivery.from().id().equals(Optional.of(said.subject()))) {
            network.dropped(
                    delivery.from(), DropReason.WRONG_PEER, "a membership request that introduces somebody else");
            return CompletableFuture.completedFuture(Verdict.REJECT);
        }
        hear(introduced, said, delivery.from());
        return own.recent().handle((statement, failure) -> {
            reportIfFailed("answering a membership request", failure);
            if (failure != null || !running) {
                return Verdict.IGNORE;
            }
            lists.answer(delivery, statement);
            return Verdict.ACCEPT;
        });
    }

    /** Asked for or not; what it repeats is taken in element by element and forwarded to nobody. */
    Verdict onResponse(Delivery delivery, MembershipResponse response) {
        if (!running) {
            return Verdict.IGNORE;
        }
        for (Envelope element : response.alive()) {
            if (!(element.body() instanceof Alive said) || !isBySubject(element, said)) {
                return malformed(delivery.from(), "alive", element.body());
            }
            hear(element, said, delivery.from());
        }
        for (Envelope element : response.dead()) {
            if (!(element.body() instanceof Alive said) || !isBySubject(element, said)) {
                return malformed(delivery.from(), "dead", element.body());
            }
            hearDead(element, said, delivery.from());
        }
        return Verdict.ACCEPT;
    }

    private Verdict malformed(LinkPeer from, String list, Body body) {
        network.dropped(
                from,
                DropReason.MALFORMED,
                "the " + list + " list of a membership response holds something other than its subject's own alive"
                        + " statement: " + body.bodyName());
        return Verdict.REJECT;
    }

    private static boolean isBySubject(Envelope envelope, Alive said) {
        return envelope.origin().map(said.subject()::equals).orElse(true);
    }

    private boolean hear(Envelope envelope, Alive said, LinkPeer from) {
        NodeId subject = said.subject();
        if (subject.equals(self)) {
            meetSelf(said, from);
            return false;
        }
        Outcome outcome = table.hear(said, envelope, links.organisation(subject), time.nanoTime());
        switch (outcome) {
            case NEW, REVIVED, MOVED -> table.find(subject).ifPresent(network::alive);
            case FULL -> full(from);
            case RENEWED, STALE -> {}
        }
        return outcome.isNews();
    }

    private void hearDead(Envelope envelope, Alive said, LinkPeer from) {
        if (said.subject().equals(self)) {
            meetSelf(said, from);
            return;
        }
        switch (table.hearDead(said, envelope, time.nanoTime())) {
            case NEW -> network.dead(said.subject(), "held for dead by another member");
            case FULL -> full(from);
            default -> {}
        }
    }

    private void meetSelf(Alive said, LinkPeer from) {
        if (own.meet(said)) {
            network.dropped(
                    from,
                    Reasons.IDENTITY_IN_USE,
                    "another node uses our identity: it says it is at internal " + said.internal() + ", external "
                            + said.external());
        }
    }

    private void full(LinkPeer from) {
        network.dropped(from, Reasons.MEMBERS_FULL, "maxMembers = " + config.maxMembers() + " members are known");
    }

    // ---- links

    void linkUp(LinkPeer peer, boolean dialled) {
        Optional<NodeId> linked = peer.id().filter(id -> !id.equals(self));
        if (linked.isEmpty()) {
            return;
        }
        NodeId id = linked.get();
        links.up(id, peer, dialled);
        if (!running) {
            return;
        }
        vouch(id, peer.organisation());
        // The dialled side is asked, so one of the two asks; an answer shows each of them to the other.
        if (dialled && !table.isAlive(id) && !seeds.refuse(id, peer.organisation())) {
            ask(id);
        }
    }

    private void vouch(NodeId id, Optional<String> organisation) {
        Optional<Member> member = table.find(id);
        if (organisation.isPresent()
                && member.isPresent()
                && !member.get().organisation().equals(organisation)) {
            table.vouch(id, organisation.get());
            table.find(id).filter(Member::alive).ifPresent(network::alive);
        }
    }

    /** The end of a link alone kills nobody, since either side may close one for its own reasons; a failed dial does. */
    void linkDown(LinkPeer peer) {
        peer.id().ifPresent(id -> {
            links.down(id);
            if (running && table.isAlive(id) && confirming.add(id)) {
                lane.schedule(confirmDelay(), () -> confirm(id));
            }
        });
    }

    /** Spread over some time, so that a peer that restarts is not dialled by everybody at once. */
    private Duration confirmDelay() {
        return Duration.ofNanos(random.nextLong(config.aliveInterval().toNanos() / 5 + 1));
    }

    private void confirm(NodeId id) {
        confirming.remove(id);
        Optional<PeerAddress> address = table.find(id).filter(Member::alive).flatMap(Member::address);
        if (!running || links.has(id) || address.isEmpty()) {
            return;
        }
        network.dial(address.get(), Optional.of(id)).whenComplete((peer, failure) -> {
            if (failure != null) {
                presumeDead(id, "its link ended and dialling " + address.get() + " failed");
            }
        });
    }

    void dialFailed(PeerAddress address, Optional<NodeId> expected, String detail) {
        expected.ifPresent(id -> presumeDead(id, "dialling " + address + " failed: " + detail));
    }

    private void presumeDead(NodeId id, String detail) {
        if (running && !links.has(id)) {
            die(id, detail);
        }
    }

    // ---- timers

    private void publishOwn() {
        if (table.aliveCount() > 0) {
            sign("publishing").thenAccept(statement -> whileRunning(() -> network.publish(statement)));
        }
    }

    private void askSome() {
        if (table.aliveCount() > 0 && config.pullPeers() > 0) {
            sign("asking members").thenAccept(statement -> whileRunning(() -> askSome(statement)));
        }
    }

    private void askSome(Envelope statement) {
        List<Member> reachable = table.alive().stream()
                .filter(member -> links.has(member.id()) || member.address().isPresent())
                .toList();
        for (Member member : Sample.of(reachable, config.pullPeers(), random)) {
            network.send(member.id(), request(statement));
        }
    }

    private CompletionStage<Envelope> sign(String purpose) {
        return own.fresh().whenComplete((statement, failure) -> reportIfFailed(purpose, failure));
    }

    private void reportIfFailed(String purpose, @Nullable Throwable failure) {
        if (failure != null) {
            network.failed(Reasons.STATEMENT_FAILED, purpose + ": " + failure);
        }
    }

    private void whileRunning(Runnable action) {
        if (running) {
            action.run();
        }
    }

    private void checkMembers() {
        long now = time.nanoTime();
        for (Member silent : table.silentFor(config.aliveExpiration(), now, Member::alive)) {
            die(silent.id(), "not heard of for more than " + config.aliveExpiration());
        }
        for (Member old : table.silentFor(config.forgetAfter(), now, member -> !seeds.houses(member.id()))) {
            purge(old.id());
        }
        table.sweepTombstones(now);
    }

    private void die(NodeId id, String detail) {
        if (table.kill(id)) {
            network.dead(id, detail);
            network.disconnect(id, Reasons.PEER_DEAD, detail);
            seeds.died(id);
        }
    }

    /** Dials the dead; those at seeds are dialled by their seeds' loops. */
    private void reconnect() {
        List<Member> reachable = table.dead().stream()
                .filter(member -> member.address().isPresent() && !seeds.houses(member.id()))
                .toList();
        for (Member member : Sample.of(reachable, config.reconnectsAtOnce(), random)) {
            network.dial(member.address().orElseThrow(), Optional.of(member.id()))
                    .whenComplete((peer, failure) -> {
                        if (running && failure == null && !table.isAlive(member.id())) {
                            ask(member.id());
                        }
                    });
        }
    }

    // ---- asking

    @Override
    public CompletionStage<Boolean> ask(NodeId id) {
        CompletableFuture<Boolean> waiting = asks.get(id);
        if (waiting != null) {
            return waiting;
        }
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        asks.put(id, answered);
        sign("introducing ourselves")
                .thenCompose(statement -> network.request(id, request(statement), config.answerTimeout()))
                .whenComplete((delivery, failure) -> {
                    asks.remove(id);
                    answered.complete(failure == null
                            && delivery.message().body() instanceof MembershipResponse response
                            && onResponse(delivery, response) == Verdict.ACCEPT);
                });
        return answered;
    }

    private static Message request(Envelope statement) {
        return Message.of(Topic.NONE, new MembershipRequest(statement), MessageKind.REQUEST, Correlation.NONE);
    }

    // ---- seeds and the outside

    void seeds(String source, Collection<Seed> named) {
        if (running) {
            seeds.replace(source, named);
        }
    }

    /** Forgets a member at once, leaving a tombstone. */
    void purge(NodeId id) {
        if (table.bury(id, time.nanoTime())) {
            network.forgotten(id);
        }
    }

    MemberTable table() {
        return table;
    }

    boolean isSeed(NodeId id) {
        return seeds.houses(id);
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public boolean isAlive(NodeId id) {
        return table.isAlive(id);
    }

    @Override
    public boolean isLinked(NodeId id) {
        return links.has(id);
    }

    @Override
    public Optional<String> organisation(NodeId id) {
        return links.organisation(id);
    }

    @Override
    public Optional<NodeId> dialledMemberAt(PeerAddress address) {
        return table.alive().stream()
                .filter(member -> member.claims(address) && links.dialled(member.id()))
                .map(Member::id)
                .findFirst();
    }
}
