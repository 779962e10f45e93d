package dev.gossip.metrics;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/** A name and its tags. */
record Series(String name, Tags tags) {

    /** Longer values are cut; what a peer sent must not fill a page of metrics. */
    private static final int MAX_VALUE = 128;

    /** Key-value pairs; a last key without a value gets {@code none}. */
    static Series of(String name, String... tags) {
        List<Tag> pairs = new ArrayList<>();
        for (int i = 0; i < tags.length; i += 2) {
            pairs.add(Tag.of(tags[i], value(i + 1 < tags.length ? tags[i + 1] : "")));
        }
        return new Series(name, Tags.of(pairs));
    }

    /** The one for everything beyond the limit; registries want the same keys in all series of a name. */
    Series other() {
        return new Series(
                name,
                Tags.of(tags.stream().map(tag -> Tag.of(tag.getKey(), "other")).toList()));
    }

    private static String value(String given) {
        return given.isEmpty() ? "none" : given.substring(0, Math.min(given.length(), MAX_VALUE));
    }
}
