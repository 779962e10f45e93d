package dev.gossip.fabric.privatedata;

import dev.gossip.api.Bytes;
import dev.gossip.api.Delivery;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.fabric.codec.PrivateDataDigest;
import dev.gossip.fabric.codec.PrivateDataRequest;
import dev.gossip.fabric.codec.PrivateDataResponse;
import dev.gossip.fabric.privatedata.collection.PrivateCollection;
import dev.gossip.fabric.privatedata.store.PrivateDataKey;
import dev.gossip.fabric.privatedata.store.TransientEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Answers with private data that the asker is entitled to: by the collection's rules as they are now or were at the block,
 * for data whose block is not here yet by those that came with the data. Everything else is left out.
 */
final class Responder {

    private static final int MAX_DIGESTS = 10_000;

    /** Well below what a frame may hold; who asks again gets the rest from us or others. */
    private static final long MAX_RESPONSE_BYTES = 64L << 20;

    private final PrivateContext context;
    private final WorkQueue queue;

    Responder(PrivateContext context, WorkQueue queue) {
        this.context = context;
        this.queue = queue;
    }

    void onRequest(Delivery delivery, PrivateDataRequest request) {
        LinkPeer from = delivery.from();
        if (!context.spec().members().mayRead(from)) {
            context.dropped(from, PrivateDataDropReasons.NOT_READER, "a request for private data");
        } else if (request.digests().size() > MAX_DIGESTS) {
            context.dropped(
                    from,
                    PrivateDataDropReasons.TOO_MANY_DIGESTS,
                    request.digests().size() + " in one request (limit " + MAX_DIGESTS + ")");
        } else if (!queue.offer(() -> answer(delivery, request))) {
            context.dropped(
                    from,
                    PrivateDataDropReasons.QUEUE_FULL,
                    "a request for private data; " + WorkQueue.LIMIT + " wait");
        }
    }

    /** Runs beside the lanes. */
    private void answer(Delivery delivery, PrivateDataRequest request) {
        long started = context.nanoTime();
        Optional<NodeId> asker = delivery.from().id();
        List<PrivateDataResponse.Element> elements = new ArrayList<>();
        long bytes = 0;
        for (PrivateDataDigest digest : new LinkedHashSet<>(request.digests())) {
            List<Bytes> rwsets = asker.map(id -> entitled(digest, id)).orElse(List.of());
            long size = rwsets.stream().mapToLong(Bytes::length).sum();
            if (!rwsets.isEmpty() && bytes + size <= MAX_RESPONSE_BYTES) {
                bytes += size;
                elements.add(new PrivateDataResponse.Element(digest, rwsets));
            }
        }
        context.timers().retrieve().record(context.nanoTime() - started);
        delivery.reply(new PrivateDataResponse(elements));
    }

    private List<Bytes> entitled(PrivateDataDigest digest, NodeId asker) {
        try {
            boolean committed = Long.compareUnsigned(
                            digest.block(), context.spec().setup().store().height())
                    < 0;
            return committed ? committed(digest, asker) : pending(digest, asker);
        } catch (RuntimeException e) {
            // One item that cannot be read must not cost the others.
            context.failed("retrieve");
            return List.of();
        }
    }

    private List<Bytes> committed(PrivateDataDigest digest, NodeId asker) {
        if (!mayHaveCommitted(digest.namespace(), digest.collection(), digest.block(), asker)) {
            return List.of();
        }
        PrivateDataKey key =
                new PrivateDataKey(digest.block(), digest.transaction(), digest.namespace(), digest.collection());
        return context.spec().setup().store().read(key).stream().toList();
    }

    /** Also the rule for what goes along with transferred blocks. */
    boolean mayHaveCommitted(String namespace, String collection, long block, NodeId asker) {
        return context.collections()
                        .current(namespace, collection)
                        .filter(rules -> context.mayHold(asker, rules))
                        .isPresent()
                || context.collections()
                        .at(namespace, collection, block)
                        .filter(rules -> context.mayHold(asker, rules))
                        .isPresent();
    }

    /** All of it: anybody may have pushed something under this transaction, and only the asker's block tells. */
    private List<Bytes> pending(PrivateDataDigest digest, NodeId asker) {
        if (digest.txId().isEmpty()) {
            return List.of();
        }
        return context.spec().setup().pending().find(digest.txId()).stream()
                .filter(entry -> entry.writes().namespace().equals(digest.namespace())
                        && entry.writes().collection().equals(digest.collection()))
                .filter(entry -> rules(entry)
                        .filter(rules -> rules.name().equals(digest.collection()) && context.mayHold(asker, rules))
                        .isPresent())
                .map(entry -> entry.writes().rwset())
                .toList();
    }

    /** What cannot be read entitles nobody. */
    private static Optional<PrivateCollection> rules(TransientEntry entry) {
        try {
            return entry.config()
                    .map(config -> PrivateCollection.read(entry.writes().namespace(), config));
        } catch (GossipException e) {
            return Optional.empty();
        }
    }
}
