package dev.gossip.state;

import dev.gossip.api.Bytes;
import dev.gossip.api.Delivery;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.body.ItemRangeRequest;
import dev.gossip.api.body.ItemRangeResponse;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.spi.store.OrderedStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Serves ranges of items, one request at a time. A reversed range, or one longer than {@code batchSize} by more than one
 * item, gets no answer, as with Fabric peers; items that are not held are left out.
 */
final class TransferResponder {

    private record Job(Delivery request, ItemRangeRequest range) {}

    private final ChannelContext context;
    private final TransferConfig config;
    private final Queue<Job> queue = new ArrayDeque<>();
    private boolean serving;

    TransferResponder(ChannelContext context) {
        this.context = context;
        this.config = context.config().transfer();
    }

    void onRequest(Delivery request, ItemRangeRequest range) {
        LinkPeer from = request.from();
        if (!context.spec().readers().test(from)) {
            context.dropped(from, StateDrops.NOT_READER, "request for a range");
        } else if (!isLegal(range)) {
            context.dropped(
                    from,
                    StateDrops.BAD_RANGE,
                    Long.toUnsignedString(range.first()) + " to " + Long.toUnsignedString(range.last()) + " (batchSize "
                            + config.batchSize() + ")");
        } else if (queue.size() >= config.serveQueue()) {
            context.dropped(from, StateDrops.SERVE_QUEUE_FULL, "serveQueue " + config.serveQueue());
        } else {
            queue.add(new Job(request, range));
            serveNext();
        }
    }

    private boolean isLegal(ItemRangeRequest range) {
        return Long.compareUnsigned(range.first(), range.last()) <= 0
                && Long.compareUnsigned(range.last() - range.first(), config.batchSize()) <= 0;
    }

    private void serveNext() {
        Job job = serving ? null : queue.poll();
        if (job == null) {
            return;
        }
        serving = true;
        context.node().offload(() -> read(job)).whenComplete((items, failure) -> {
            serving = false;
            if (failure == null) {
                job.request().reply(new ItemRangeResponse(items));
            } else {
                context.failed("read");
            }
            serveNext();
        });
    }

    /** Runs beside the lanes. */
    private List<OrderedItem> read(Job job) {
        OrderedStore store = context.spec().store();
        long height = store.height();
        List<OrderedItem> items = new ArrayList<>();
        long bytes = 0;
        long count = job.range().last() - job.range().first() + 1;
        for (long i = 0; i < count; i++) {
            long sequence = job.range().first() + i;
            if (Long.compareUnsigned(sequence, height) >= 0) {
                break;
            }
            Optional<OrderedItem> item = read(sequence, job.request().from());
            if (item.isPresent()) {
                bytes += size(item.get());
                if (bytes > config.maxResponseBytes() && !items.isEmpty()) {
                    break;
                }
                items.add(item.get());
            }
        }
        return items;
    }

    private Optional<OrderedItem> read(long sequence, LinkPeer to) {
        try {
            return context.spec()
                    .store()
                    .read(sequence)
                    .map(data -> new OrderedItem(
                            sequence, data, context.spec().companions().companions(sequence, to)));
        } catch (RuntimeException e) {
            // The asker can use the others, and finds this one with another peer.
            context.failed("read");
            return Optional.empty();
        }
    }

    private static long size(OrderedItem item) {
        return item.data().length()
                + item.companions().stream().mapToLong(Bytes::length).sum();
    }
}
