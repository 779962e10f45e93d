package dev.gossip.membership;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Correlation;
import dev.gossip.api.Delivery;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.MessageKind;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Sealed;
import dev.gossip.api.SendResult;
import dev.gossip.api.TimeSource;
import dev.gossip.api.Topic;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.MembershipRequest;
import dev.gossip.api.body.MembershipResponse;
import dev.gossip.api.observe.DropReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** One engine in a {@link SimWorld}: messages are datagrams, pushes go to three random members, dials see partitions. */
final class SimNode implements Network {

    private static final int FANOUT = 3;

    record Packet(long exchange, boolean answer, Envelope envelope) {}

    final int number;
    final MembershipEngine engine;
    final List<NodeId> deaths = new ArrayList<>();
    final List<DropReason> dropped = new ArrayList<>();
    Alive lastPublished;

    private final SimWorld world;
    private final SplittableRandom random;
    private final Map<Long, CompletableFuture<Delivery>> pending = new HashMap<>();
    private long exchanges;

    SimNode(SimWorld world, int number, MembershipConfig config, SplittableRandom random, Duration clockOffset) {
        this.world = world;
        this.number = number;
        this.random = random;
        TimeSource clock = new TimeSource() {
            @Override
            public long nanoTime() {
                return world.time.nanoTime();
            }

            @Override
            public Instant now() {
                return world.time.now().plus(clockOffset);
            }
        };
        engine = new MembershipEngine(
                Statements.endpoint(number, List.of()),
                config,
                this,
                new VirtualLane(world.time),
                clock,
                random.split());
        engine.start(OwnStatement.incarnationAfter(0, clock.now()));
    }

    void join(List<Integer> seeds) {
        engine.seeds(
                "seeds",
                seeds.stream().map(seed -> Seed.at(Statements.internal(seed))).toList());
    }

    void receive(int from, Packet packet) {
        Body body = packet.envelope().body();
        Delivery delivery = new TestDelivery(packet.envelope(), world.link(from), answer -> {
            world.network.send(number, from, new Packet(packet.exchange(), true, wrap(answer)));
            return SendResult.ACCEPTED;
        });
        CompletableFuture<Delivery> asked = packet.answer() ? pending.remove(packet.exchange()) : null;
        if (asked != null) {
            asked.complete(delivery);
        } else if (body instanceof Alive said) {
            if (engine.onAlive(delivery, said) == Verdict.ACCEPT) {
                push(packet.envelope(), from);
            }
        } else if (body instanceof MembershipRequest request) {
            engine.onRequest(delivery, request);
        } else if (body instanceof MembershipResponse response) {
            engine.onResponse(delivery, response);
        }
    }

    /** Draws until enough members are found; looking through all of them for each push would dominate a run. */
    private void push(Envelope envelope, int source) {
        Set<Integer> targets = new LinkedHashSet<>();
        for (int draw = 0; draw < 10 * FANOUT && targets.size() < FANOUT; draw++) {
            int drawn = random.nextInt(world.everStarted());
            if (drawn != source && engine.isAlive(world.id(drawn))) {
                targets.add(drawn);
            }
        }
        for (int target : targets) {
            world.network.send(number, target, new Packet(0, false, envelope));
        }
    }

    private Envelope wrap(Body body) {
        return new Envelope(
                Message.of(Topic.NONE, body, MessageKind.ONE_WAY, Correlation.NONE),
                new Sealed(Bytes.empty(), Bytes.empty(), Optional.empty(), List.of(), body),
                new MessageId(Bytes.empty()));
    }

    @Override
    public CompletionStage<Envelope> seal(Alive own) {
        return CompletableFuture.completedFuture(Statements.sealed(own));
    }

    @Override
    public void publish(Envelope own) {
        lastPublished = (Alive) own.body();
        push(own, number);
    }

    @Override
    public SendResult send(NodeId target, Message message) {
        world.network.send(number, SimWorld.number(target), new Packet(0, false, wrap(message.body())));
        return SendResult.ACCEPTED;
    }

    @Override
    public CompletionStage<Delivery> request(NodeId target, Message message, Duration timeout) {
        long exchange = ++exchanges;
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        pending.put(exchange, answer);
        world.time.schedule(timeout, () -> {
            if (pending.remove(exchange) != null) {
                answer.completeExceptionally(new TimeoutException());
            }
        });
        world.network.send(number, SimWorld.number(target), new Packet(exchange, false, wrap(message.body())));
        return answer;
    }

    @Override
    public CompletionStage<LinkPeer> dial(PeerAddress address, Optional<NodeId> expected) {
        return world.dial(this, address, expected);
    }

    @Override
    public void disconnect(NodeId id, DropReason reason, String detail) {}

    @Override
    public Optional<Envelope> redact(Envelope envelope, LinkPeer target) {
        return Optional.of(envelope);
    }

    @Override
    public void alive(Member member) {}

    @Override
    public void dead(NodeId id, String detail) {
        deaths.add(id);
        world.died(this, id);
    }

    @Override
    public void forgotten(NodeId id) {}

    @Override
    public void dropped(LinkPeer from, DropReason reason, String detail) {
        dropped.add(reason);
    }

    @Override
    public void failed(DropReason reason, String detail) {
        throw new AssertionError(reason + ": " + detail);
    }

    @Override
    public void saveIncarnation(long incarnation) {}
}
