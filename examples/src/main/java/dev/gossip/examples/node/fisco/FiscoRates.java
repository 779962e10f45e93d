package dev.gossip.examples.node.fisco;

import dev.gossip.api.GossipException;
import dev.gossip.examples.config.KeyValues;
import dev.gossip.fisco.limit.IncomingLimits;
import dev.gossip.fisco.limit.IncomingLimits.GroupModule;
import dev.gossip.fisco.limit.OutgoingLimits;
import dev.gossip.fisco.limit.PublishLimits;
import dev.gossip.fisco.limit.RateLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limits of rate that the file asks for. */
final class FiscoRates {

    private static final String MEGABITS = "Mb";

    private FiscoRates() {}

    /** @throws GossipException naming the key and what to write */
    static RateLimits of(@Nullable RateKeys keys) {
        if (keys == null) {
            return RateLimits.NONE;
        }
        try {
            return new RateLimits(outgoing(keys.outgoing()), incoming(keys.incoming()), publishing(keys.publishing()));
        } catch (IllegalArgumentException e) {
            throw new GossipException("section 'rateLimits': " + e.getMessage(), e);
        }
    }

    private static OutgoingLimits outgoing(RateKeys.@Nullable Outgoing keys) {
        OutgoingLimits none = OutgoingLimits.NONE;
        return keys == null
                ? none
                : new OutgoingLimits(
                        bytes("outgoing.total", keys.total()),
                        bytes("outgoing.perLink", keys.perLink()),
                        bytes("outgoing.perGroup", keys.perGroup()),
                        each("outgoing.hosts", keys.hosts()),
                        each("outgoing.groups", keys.groups()),
                        keys.freeModules() == null ? none.freeModules() : Set.copyOf(keys.freeModules()),
                        window("outgoing.window", keys.window(), none.window()));
    }

    private static IncomingLimits incoming(RateKeys.@Nullable Incoming keys) {
        IncomingLimits none = IncomingLimits.NONE;
        if (keys == null) {
            return none;
        }
        Map<GroupModule, Long> modules = new HashMap<>();
        for (int i = 0; i < keys.modules().size(); i++) {
            RateKeys.Module one = keys.modules().get(i);
            count("incoming.modules[" + i + "].perSecond", one.perSecond())
                    .ifPresent(rate -> modules.put(new GroupModule(one.group(), one.module()), rate));
        }
        return new IncomingLimits(
                count("incoming.perPeerAndType", keys.perPeerAndType()),
                count("incoming.perModule", keys.perModule()),
                modules,
                window("incoming.window", keys.window(), none.window()));
    }

    private static PublishLimits publishing(RateKeys.@Nullable Publishing keys) {
        PublishLimits none = PublishLimits.NONE;
        return keys == null
                ? none
                : new PublishLimits(
                        bytes("publishing.total", keys.total()),
                        bytes("publishing.perSdk", keys.perSdk()),
                        window("publishing.window", keys.window(), none.window()));
    }

    private static Map<String, Long> each(String key, Map<String, String> texts) {
        Map<String, Long> rates = new HashMap<>();
        texts.forEach((name, text) -> bytes(key + "." + name, text).ifPresent(rate -> rates.put(name, rate)));
        return rates;
    }

    private static OptionalLong bytes(String key, String text) {
        return text.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(KeyValues.parsed(
                        "rateLimits." + key, text, FiscoRates::bytes, "bytes per second, or megabits such as 10Mb"));
    }

    private static long bytes(String text) {
        return text.endsWith(MEGABITS)
                ? RateLimits.megabits(Double.parseDouble(text.substring(0, text.length() - MEGABITS.length())))
                : Long.parseLong(text);
    }

    private static OptionalLong count(String key, String text) {
        return text.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(KeyValues.parsed("rateLimits." + key, text, Long::valueOf, "messages per second"));
    }

    private static Duration window(String key, String text, Duration standard) {
        return KeyValues.duration("rateLimits." + key, text, standard);
    }
}
