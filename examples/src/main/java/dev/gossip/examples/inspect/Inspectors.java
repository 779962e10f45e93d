package dev.gossip.examples.inspect;

import dev.gossip.api.GossipException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The protocols whose messages can be read. */
public final class Inspectors {

    private static final Map<String, Function<Collection<String>, Inspector>> KNOWN = new TreeMap<>(Map.of(
            "fabric",
            EnvelopeInspector::new,
            "orbs",
            channels -> new OrbsFrameInspector(),
            "chronos",
            channels -> new ChronosFrameInspector()));

    private Inspectors() {}

    /** Names of the protocols. */
    public static Set<String> protocols() {
        return KNOWN.keySet();
    }

    /**
     * A fresh inspector.
     *
     * @param channels names of channels that messages may refer to without naming them
     * @throws GossipException if there is none for {@code protocol}
     */
    public static Inspector of(String protocol, Collection<String> channels) {
        Function<Collection<String>, Inspector> maker = KNOWN.get(protocol);
        if (maker == null) {
            throw new GossipException(
                    "messages of '" + protocol + "' cannot be read; known protocols are " + KNOWN.keySet());
        }
        return maker.apply(channels);
    }
}
