package dev.gossip.fabric.privatedata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.body.Ack;
import dev.gossip.fabric.codec.PrivateData;
import dev.gossip.fabric.codec.PrivateDataDigest;
import dev.gossip.fabric.codec.PrivateDataRequest;
import dev.gossip.fabric.codec.PrivateDataResponse;
import dev.gossip.fabric.privatedata.collection.PrivateCollection;
import dev.gossip.fabric.privatedata.collection.PrivateCollections;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Pushing and fetching over a network that loses requests and answers, by many seeds. */
class LossTest {

    private static final PrivateData DATA =
            new PrivateData("cc", "col", "tx1", Bytes.utf8("writes"), 1, Optional.empty());

    @Test
    void aPushSucceedsExactlyIfEnoughAcknowledgedInTime() {
        int succeeded = 0;
        int failed = 0;
        for (long seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int required = random.nextInt(0, 4);
            int maximum = required + random.nextInt(0, 3);
            PrivateCollection collection =
                    PrivateCollection.of("cc", "col", Set.of("Org1MSP", "Org2MSP"), required, maximum, 0);
            Set<NodeId> refusing = new HashSet<>();
            LossyNode node = new LossyNode(
                    seed,
                    random.nextDouble(0, 0.6),
                    PrivateCollections.of(collection),
                    (peer, body) -> Optional.of(refusing.contains(peer) ? new Ack("no room") : Ack.OK));
            int peers = random.nextInt(0, 8);
            for (int i = 1; i <= peers; i++) {
                node.peers.put(LossyNode.id(i), "Org" + random.nextInt(1, 4) + "MSP");
                if (random.nextInt(4) == 0) {
                    refusing.add(LossyNode.id(i));
                }
            }
            CompletableFuture<Void> done = new Push(node.context(PrivateDataConfig.DEFAULT), collection, DATA).start();
            if (required == 0) {
                assertThat(done).as("seed " + seed).isCompleted();
            }
            node.time.advance(Duration.ofSeconds(4));

            assertThat(done).as("seed " + seed).isDone();
            long eligible = node.peers.values().stream()
                    .filter(organisation -> !organisation.equals("Org3MSP"))
                    .count();
            assertThat((long) node.sent()).as("seed " + seed).isLessThanOrEqualTo(eligible);
            long acknowledged = node.arrived.stream().filter(Ack.OK::equals).count();
            assertThat(done.isCompletedExceptionally()).as("seed " + seed).isEqualTo(acknowledged < required);
            if (done.isCompletedExceptionally()) {
                failed++;
                assertThat(done.handle((value, failure) -> failure.getMessage()).join())
                        .as("seed " + seed)
                        .contains("needs requiredPeerCount " + required)
                        .contains("got " + acknowledged + " ");
            } else {
                succeeded++;
                assertThat(eligible).as("seed " + seed).isGreaterThanOrEqualTo(required);
            }
        }
        assertThat(succeeded).isGreaterThan(100);
        assertThat(failed).isGreaterThan(50);
    }

    @Test
    void eachOrganisationGetsACopyFirst() {
        PrivateCollection collection =
                PrivateCollection.of("cc", "col", Set.of("Org1MSP", "Org2MSP", "Org3MSP"), 0, 3, 0);
        for (long seed = 0; seed < 50; seed++) {
            Set<NodeId> reached = new HashSet<>();
            LossyNode node = new LossyNode(seed, 0, PrivateCollections.of(collection), (peer, body) -> {
                reached.add(peer);
                return Optional.of(Ack.OK);
            });
            for (int i = 1; i <= 9; i++) {
                node.peers.put(LossyNode.id(i), "Org" + (i % 3 + 1) + "MSP");
            }
            new Push(node.context(PrivateDataConfig.DEFAULT), collection, DATA).start();
            node.time.advance(Duration.ofSeconds(1));
            assertThat(reached.stream().map(node.peers::get))
                    .as("seed " + seed)
                    .hasSize(3)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aFetchEndsWithNothingButProvenDataHoweverPeersBehave() {
        int complete = 0;
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PrivateCollection collection = PrivateCollection.of("cc", "col", Set.of("Org1MSP"), 0, 0, 0);
            Set<NodeId> lying = new HashSet<>();
            Set<NodeId> holding = new HashSet<>();
            LossyNode node =
                    new LossyNode(seed, random.nextDouble(0, 0.4), PrivateCollections.of(collection), (peer, body) -> {
                        // Whoever is not entitled is not even asked.
                        assertThat(peer).isNotEqualTo(LossyNode.id(6));
                        return Optional.of(answer(body, holding.contains(peer), lying.contains(peer)));
                    });
            for (int i = 1; i <= 6; i++) {
                node.peers.put(LossyNode.id(i), i == 6 ? "Org2MSP" : "Org1MSP");
                (random.nextInt(3) == 0 ? lying : holding).add(LossyNode.id(i));
            }
            List<Wanted> wanted = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                wanted.add(Wanted.of(
                        new BlockWrites.Hashed(
                                new PrivateDataKey(1, i, "cc", "col"),
                                "tx" + i,
                                Protos.hash(writes(i)),
                                Set.of(LossyNode.id(1)),
                                true),
                        collection,
                        random.nextBoolean()));
            }
            CompletableFuture<Map<PrivateDataKey, Bytes>> done =
                    new Fetch(node.context(PrivateDataConfig.DEFAULT), wanted).start();
            node.time.advance(Duration.ofSeconds(31));

            assertThat(done).as("seed " + seed).isCompleted();
            done.join().forEach((key, rwset) -> assertThat(rwset).isEqualTo(writes(key.transaction())));
            assertThat(node.sent()).as("seed " + seed).isLessThanOrEqualTo(5);
            complete += done.join().size() == 5 ? 1 : 0;
        }
        assertThat(complete).isGreaterThan(120);
    }

    private static Bytes writes(long transaction) {
        return Bytes.utf8("writes of " + transaction);
    }

    private static Body answer(Body request, boolean holds, boolean lies) {
        List<PrivateDataResponse.Element> elements = new ArrayList<>();
        for (PrivateDataDigest digest : ((PrivateDataRequest) request).digests()) {
            if (holds) {
                elements.add(new PrivateDataResponse.Element(digest, List.of(writes(digest.transaction()))));
            } else if (lies) {
                elements.add(new PrivateDataResponse.Element(digest, List.of(Bytes.utf8("a lie"))));
                elements.add(new PrivateDataResponse.Element(
                        new PrivateDataDigest("", "cc", "unasked", 7, 7), List.of(Bytes.utf8("unasked"))));
            } else {
                elements.add(new PrivateDataResponse.Element(digest, List.of()));
            }
        }
        return new PrivateDataResponse(elements);
    }
}
