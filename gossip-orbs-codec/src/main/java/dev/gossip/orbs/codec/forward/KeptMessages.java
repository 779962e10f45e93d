package dev.gossip.orbs.codec.forward;

import dev.gossip.api.Bytes;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages that a node still can hand out, and digests that are no news; both bounded in number and in time. */
final class KeptMessages {

    /** Digests take little, so they are remembered when their messages had to go. */
    private static final int DIGESTS_PER_MESSAGE = 64;

    /** Twice, because an answer may be lost with its connection; not more, because an answer is large. */
    private static final int ANSWERS_PER_NODE = 2;

    private final Forwarding config;
    private final Map<Bytes, Kept> messages = new LinkedHashMap<>();
    private final Map<Bytes, Long> seen = new LinkedHashMap<>();
    private long bytes;

    KeptMessages(Forwarding config) {
        this.config = config;
    }

    boolean isSeen(Bytes digest, long now) {
        expire(now);
        return seen.containsKey(digest);
    }

    void keep(ForwardedMessage message, long now) {
        expire(now);
        Bytes digest = message.record().digest();
        seen.remove(digest);
        seen.put(digest, now);
        forget(messages.remove(digest));
        messages.put(digest, new Kept(message, now, new HashMap<>()));
        bytes += message.record().bytes();
        Iterator<Bytes> oldestSeen = seen.keySet().iterator();
        while (seen.size() > config.keptMessages() * DIGESTS_PER_MESSAGE) {
            oldestSeen.next();
            oldestSeen.remove();
        }
        Iterator<Kept> oldest = messages.values().iterator();
        while (messages.size() > config.keptMessages() || bytes > config.keptBytes() && messages.size() > 1) {
            forget(oldest.next());
            oldest.remove();
        }
    }

    private void forget(@Nullable Kept kept) {
        bytes -= kept == null ? 0 : kept.message.record().bytes();
    }

    /** The message, unless {@code asker} had it often enough. */
    Optional<ForwardedMessage> answer(Bytes digest, Bytes asker, long now) {
        expire(now);
        Kept kept = messages.get(digest);
        boolean owed = kept != null && kept.answers.merge(asker, 1, Integer::sum) <= ANSWERS_PER_NODE;
        return owed ? Optional.of(kept.message) : Optional.empty();
    }

    /** Both maps hold the oldest first. */
    private void expire(long now) {
        long limit = config.keptFor().toNanos();
        Iterator<Long> since = seen.values().iterator();
        while (since.hasNext() && now - since.next() > limit) {
            since.remove();
        }
        Iterator<Kept> oldest = messages.values().iterator();
        while (oldest.hasNext()) {
            Kept kept = oldest.next();
            if (now - kept.since <= limit) {
                break;
            }
            forget(kept);
            oldest.remove();
        }
    }

    private record Kept(ForwardedMessage message, long since, Map<Bytes, Integer> answers) {}
}
