package dev.gossip.orbs.codec.forward;

import dev.gossip.api.Bytes;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who serves whom for one message: the origin at position 0, then the recipients in the order of their ids, rotated by the
 * message's digest so that each message burdens other nodes. Position p serves the positions from width * p + 1 to
 * width * p + width.
 */
final class ForwardTree {

    private final List<Bytes> order;
    private final int width;

    private ForwardTree(List<Bytes> order, int width) {
        this.order = order;
        this.width = width;
    }

    static ForwardTree of(Bytes origin, Collection<Bytes> recipients, Bytes digest, int width) {
        List<Bytes> sorted = new ArrayList<>(recipients);
        Collections.sort(sorted);
        if (!sorted.isEmpty()) {
            long first = Integer.toUnsignedLong(
                    digest.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN).getInt());
            Collections.rotate(sorted, -(int) (first % sorted.size()));
        }
        sorted.add(0, origin);
        return new ForwardTree(sorted, width);
    }

    /** Whom {@code node} serves; whoever it has no link to is replaced by those whom that one would serve. */
    List<Bytes> served(Bytes node, Predicate<Bytes> linked) {
        List<Bytes> targets = new ArrayList<>();
        int position = order.indexOf(node);
        if (position >= 0) {
            collect(position, linked, targets);
        }
        return targets;
    }

    private void collect(int position, Predicate<Bytes> linked, List<Bytes> targets) {
        long first = (long) width * position + 1;
        for (long child = first; child < first + width && child < order.size(); child++) {
            Bytes id = order.get((int) child);
            if (linked.test(id)) {
                targets.add(id);
            } else {
                collect((int) child, linked, targets);
            }
        }
    }

    /** Who serves {@code node}; empty for the origin and for strangers. */
    Optional<Bytes> serverOf(Bytes node) {
        int position = order.indexOf(node);
        return position <= 0 ? Optional.empty() : Optional.of(order.get((position - 1) / width));
    }

    /** Links between the origin and the farthest recipient. */
    int depth() {
        int depth = 0;
        for (int position = order.size() - 1; position > 0; position = (position - 1) / width) {
            depth++;
        }
        return depth;
    }
}
