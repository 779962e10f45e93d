package dev.gossip.fabric.privatedata;

import dev.gossip.api.Delivery;
import dev.gossip.api.body.Ack;
import dev.gossip.fabric.codec.PrivateData;
import dev.gossip.fabric.privatedata.store.PrivateWrites;
import dev.gossip.fabric.privatedata.store.TransientEntry;

/**
 * Takes what endorsers push and acknowledges it, once. Whether the sender was entitled to the data, and whether it is what
 * the transaction says, shows when the block arrives.
 */
final class PushReceiver {

    private final PrivateContext context;
    private final WorkQueue queue;

    PushReceiver(PrivateContext context, WorkQueue queue) {
        this.context = context;
        this.queue = queue;
    }

    void onPush(Delivery delivery, PrivateData pushed) {
        if (!context.spec().members().mayRead(delivery.from())) {
            context.dropped(delivery.from(), PrivateDataDropReasons.NOT_READER, "a push of private data");
        } else if (pushed.rwset().isEmpty()) {
            context.dropped(delivery.from(), PrivateDataDropReasons.EMPTY_WRITES, "for '" + pushed.txId() + "'");
        } else if (!queue.offer(() -> acknowledge(delivery, keep(pushed)))) {
            context.dropped(
                    delivery.from(),
                    PrivateDataDropReasons.QUEUE_FULL,
                    "a push of private data; " + WorkQueue.LIMIT + " wait");
            acknowledge(delivery, new Ack("busy: " + WorkQueue.LIMIT + " pushes wait to be stored"));
        }
    }

    private static void acknowledge(Delivery delivery, Ack ack) {
        if (!delivery.message().correlation().isNone()) {
            delivery.reply(ack);
        }
    }

    private Ack keep(PrivateData pushed) {
        // A height from the future would escape the purge.
        long height = context.spec().blocks().height();
        long simulated = pushed.simulationHeight();
        TransientEntry entry = new TransientEntry(
                pushed.txId(),
                Long.compareUnsigned(simulated, height) < 0 ? simulated : height,
                new PrivateWrites(pushed.namespace(), pushed.collection(), pushed.rwset()),
                pushed.collectionConfigs());
        try {
            context.spec().setup().pending().put(entry);
            return Ack.OK;
        } catch (RuntimeException e) {
            context.failed("transient-put");
            String reason = e.getMessage();
            return new Ack(reason == null || reason.isEmpty() ? e.toString() : reason);
        }
    }
}
