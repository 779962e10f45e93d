package dev.gossip.tck;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.Message;
import dev.gossip.api.MessageId;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.Sealed;
import dev.gossip.api.Topic;
import dev.gossip.api.body.Opaque;
import dev.gossip.spi.Router.RoutingRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One request to a router, repeatable by its seed. */
record RoutingSample(
        long seed, Optional<NodeId> source, List<Peer> candidates, Set<NodeId> known, int fanout, boolean toAll) {

    private static final Message MESSAGE = Message.of(Topic.named("contract"), Opaque.of(Bytes.utf8("news")));

    static List<RoutingSample> series(long seed, int count) {
        return LongStream.range(seed, seed + count)
                .mapToObj(RoutingSample::random)
                .toList();
    }

    /** {@code size} candidates of which all are open. */
    static RoutingSample crowd(int size, int fanout) {
        return new RoutingSample(size, Optional.empty(), peers(size), Set.of(), fanout, false);
    }

    private static RoutingSample random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Peer> candidates = peers(random.nextInt(20));
        Set<NodeId> known = candidates.stream()
                .map(Peer::id)
                .filter(id -> random.nextInt(4) == 0)
                .collect(Collectors.toUnmodifiableSet());
        Optional<NodeId> source = candidates.isEmpty() || random.nextInt(3) == 0
                ? Optional.empty()
                : Optional.of(candidates.get(random.nextInt(candidates.size())).id());
        return new RoutingSample(seed, source, candidates, known, 1 + random.nextInt(6), random.nextBoolean());
    }

    private static List<Peer> peers(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Peer(
                        "contract",
                        new NodeId(Bytes.ofLong(i * 7_919L)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        i % 2 == 0,
                        Map.of()))
                .toList();
    }

    RoutingSample own(boolean forAll) {
        return new RoutingSample(seed, Optional.empty(), candidates, known, fanout, forAll);
    }

    RoutingSample withCandidates(List<Peer> others) {
        return new RoutingSample(seed, source, others, known, fanout, toAll);
    }

    Set<NodeId> openIds() {
        return candidates.stream()
                .map(Peer::id)
                .filter(id -> source.filter(id::equals).isEmpty() && !known.contains(id))
                .collect(Collectors.toSet());
    }

    RoutingRequest request() {
        return request(new SplittableRandom(seed));
    }

    RoutingRequest request(RandomGenerator random) {
        Bytes content = Bytes.utf8("content");
        Sealed sealed = new Sealed(content, Bytes.empty(), source, List.of(), MESSAGE);
        Envelope envelope = new Envelope(MESSAGE, sealed, new MessageId(content));
        return new RoutingRequest(envelope, source, List.copyOf(candidates), known, fanout, toAll, random);
    }

    String name() {
        return "request of seed " + seed + " (" + candidates.size() + " candidates, fanout " + fanout
                + (toAll ? ", for all" : "") + ")";
    }
}
