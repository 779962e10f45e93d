package dev.gossip.chronos.json.block;

import java.math.BigDecimal;
import java.util.Comparator;

/**
 * Which of two blocks of one height and one parent is chosen: the lesser one by this order, which must be total so that the
 * order of arrival does not matter.
 */
@FunctionalInterface
public interface BlockPriority extends Comparator<ChronosBlock> {

    /** More transactions first, then the earlier timestamp, then the smaller hash. */
    BlockPriority DEFAULT = (left, right) -> {
        int order =
                Integer.compare(right.transactions().size(), left.transactions().size());
        if (order == 0) {
            order = new BigDecimal(left.header().timestamp())
                    .compareTo(new BigDecimal(right.header().timestamp()));
        }
        return order != 0 ? order : left.hash().compareTo(right.hash());
    };
}
