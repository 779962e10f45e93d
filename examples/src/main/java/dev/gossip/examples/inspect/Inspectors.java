package dev.gossip.examples.inspect;

import dev.gossip.api.GossipException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    private static final String FISCO = "fisco";

    private Inspectors() {}

    /** Names of the protocols. */
    public static Set<String> protocols() {
        Set<String> names = new TreeSet<>(KNOWN.keySet());
        names.add(FISCO);
        return names;
    }

    /**
     * A fresh inspector.
     *
     * @param channels names of channels that messages may refer to without naming them
     * @param layout what the bytes are taken for, where a protocol has several; if absent, the one that they have
     * @throws GossipException if there is none for {@code protocol}, or no such layout
     */
    public static Inspector of(String protocol, Collection<String> channels, Optional<String> layout) {
        if (!protocol.equals("fabric") && !channels.isEmpty()) {
            throw new GossipException("messages of '" + protocol + "' name no channels; leave out --channel");
        }
        if (protocol.equals(FISCO)) {
            return FiscoPacketInspector.of(layout);
        }
        layout.ifPresent(name -> {
            throw new GossipException("messages of '" + protocol + "' have one layout; leave out --layout");
        });
        Function<Collection<String>, Inspector> maker = KNOWN.get(protocol);
        if (maker == null) {
            throw new GossipException(
                    "messages of '" + protocol + "' cannot be read; known protocols are " + protocols());
        }
        return maker.apply(channels);
    }
}
