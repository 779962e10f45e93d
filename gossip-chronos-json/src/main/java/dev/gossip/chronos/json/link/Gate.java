package dev.gossip.chronos.json.link;

import dev.gossip.api.observe.DropReason;
import dev.gossip.chronos.json.ChronosConfig;
import dev.gossip.chronos.json.ChronosDropReasons;
import dev.gossip.chronos.json.chain.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which hosts may connect: not too often at once, and not soon after a wrong block. Thread-safe and bounded. */
final class Gate {

    private static final int MAX_BANS = 1_024;

    private final int linksPerHost;
    private final Duration banTime;
    private final Map<String, Integer> links = new HashMap<>();
    private final Map<String, Long> bannedAt = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_BANS;
        }
    };

    Gate(ChronosConfig config) {
        this.linksPerHost = config.limits().linksPerHost();
        this.banTime = config.timing().banTime();
    }

    /** @return why the host may not; empty if it may and now has a link more */
    synchronized Optional<Refusal> enter(String host, long now) {
        Long banned = bannedAt.get(host);
        if (banned != null && now - banned < banTime.toNanos()) {
            return Optional.of(new Refusal(
                    ChronosDropReasons.BANNED, host + " sent a wrong block less than " + banTime + " ago (banTime)"));
        }
        bannedAt.remove(host);
        if (links.getOrDefault(host, 0) >= linksPerHost) {
            return Optional.of(new Refusal(
                    DropReason.TOO_MANY_LINKS,
                    host + " has " + linksPerHost + " connections already (limit linksPerHost)"));
        }
        links.merge(host, 1, Integer::sum);
        return Optional.empty();
    }

    synchronized void leave(String host) {
        links.computeIfPresent(host, (key, count) -> count == 1 ? null : count - 1);
    }

    synchronized void ban(String host, long now) {
        bannedAt.put(host, now);
    }

    synchronized int hosts() {
        return links.size();
    }
}
