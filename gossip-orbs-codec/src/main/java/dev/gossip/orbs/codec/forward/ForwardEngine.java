package dev.gossip.orbs.codec.forward;

import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.observe.DropReason;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One node's part in forwarding. The origin pushes a message to the few nodes that it serves in the tree and announces it to
 * all other recipients; each node delivers, then serves its own; who was announced a message that does not come pulls it,
 * first from its server, then from the origin. A pure state machine: calls must be serial.
 */
public final class ForwardEngine {

    private static final int MAX_AWAITED = 256;

    /** Links that a message may pass beyond the depth of its tree, because servers are replaced. */
    private static final int EXTRA_HOPS = 2;

    private final Forwarding config;
    private final long maxMessageBytes;
    private final ForwardPort port;
    private final KeptMessages kept;
    private final Map<Bytes, Awaited> awaited = new HashMap<>();

    /** @param maxMessageBytes the largest message that can be pulled */
    public ForwardEngine(Forwarding config, long maxMessageBytes, ForwardPort port) {
        this.config = config;
        this.maxMessageBytes = maxMessageBytes;
        this.port = port;
        this.kept = new KeptMessages(config);
    }

    /** Sends a message of ours, whose payloads begin with its header, to {@code recipients} other than ourselves. */
    public void send(Bytes digest, List<Bytes> payloads, Collection<Bytes> recipients) {
        ForwardRecord record = new ForwardRecord(
                digest, ForwardedMessage.bytesOf(payloads), payloads.size(), config.width(), 1, port.self());
        Bytes listed = recipients.size() <= ForwardedMessage.MAX_LISTED
                ? Bytes.concat(List.copyOf(recipients))
                : Digests.ofTopology(port.members());
        ForwardedMessage message = new ForwardedMessage(record, listed, payloads);
        kept.keep(message, port.nanoTime());
        List<Bytes> served =
                ForwardTree.of(port.self(), recipients, digest, config.width()).served(port.self(), port::isLinked);
        Set<Bytes> told = new LinkedHashSet<>(recipients);
        served.forEach(told::remove);
        port.announce(List.copyOf(told), record);
        port.data(served, message);
    }

    /** Whether a copy of this message is news; asked before its digest is computed. */
    public boolean isNews(ForwardRecord record) {
        boolean news = !kept.isSeen(record.digest(), port.nanoTime());
        if (!news) {
            port.dropped(DropReason.DUPLICATE, "a forwarded message came before");
        }
        return news;
    }

    /** A message arrived whose digest fits its payloads. */
    public void onData(LinkPeer from, ForwardedMessage message) {
        ForwardRecord record = message.record();
        if (!isNews(record)) {
            return;
        }
        kept.keep(message.onward(), port.nanoTime());
        Awaited waiting = awaited.remove(record.digest());
        if (waiting != null) {
            waiting.timer.cancel();
        }
        port.deliver(from, message.payloads());
        pass(message);
    }

    private void pass(ForwardedMessage message) {
        ForwardRecord record = message.record();
        Collection<Bytes> recipients = recipients(message);
        ForwardTree tree = ForwardTree.of(record.node(), recipients, record.digest(), record.width());
        if (record.hops() < tree.depth() + EXTRA_HOPS) {
            List<Bytes> served = tree.served(port.self(), port::isLinked);
            if (!served.isEmpty()) {
                port.data(served, message.onward());
            }
        }
    }

    /** Empty if the origin meant another network than ours: then our tree would be another one. */
    private Collection<Bytes> recipients(ForwardedMessage message) {
        if (message.isListed()) {
            return message.listed();
        }
        Collection<Bytes> members = port.members();
        if (!Digests.ofTopology(members).equals(message.recipients())) {
            return List.of();
        }
        Bytes header = message.payloads().get(0);
        return members.stream()
                .filter(id -> !id.equals(message.record().node()) && port.isRecipient(header, id))
                .toList();
    }

    /** Somebody told us of a message. */
    public void onAnnounce(ForwardRecord record) {
        boolean awaitedAlready = awaited.containsKey(record.digest());
        if (awaitedAlready || record.bytes() > maxMessageBytes || kept.isSeen(record.digest(), port.nanoTime())) {
            return;
        }
        if (awaited.size() >= MAX_AWAITED) {
            port.dropped(
                    ForwardDropReasons.TOO_MANY_AWAITED,
                    MAX_AWAITED + " announced messages are awaited, no more are remembered");
            return;
        }
        Awaited waiting = new Awaited(record, config.patience(record.bytes()));
        awaited.put(record.digest(), waiting);
        waiting.timer = port.schedule(waiting.patience, () -> repair(waiting));
    }

    private void repair(Awaited waiting) {
        Bytes digest = waiting.record.digest();
        if (waiting.pulls == Awaited.MAX_PULLS) {
            awaited.remove(digest);
            port.dropped(
                    ForwardDropReasons.GAVE_UP,
                    "the announced message " + digest.slice(0, 4).hex() + " came neither pushed nor pulled");
            return;
        }
        Bytes origin = waiting.record.node();
        Bytes target = waiting.pulls == 0 ? server(waiting.record) : origin;
        waiting.pulls += target.equals(origin) ? Awaited.MAX_PULLS - waiting.pulls : 1;
        port.pull(target, waiting.record.askedBy(port.self()));
        waiting.timer = port.schedule(waiting.patience, () -> repair(waiting));
    }

    /** Who serves us if the message is meant for all, which an announcement does not say; else the origin. */
    private Bytes server(ForwardRecord record) {
        List<Bytes> others =
                port.members().stream().filter(id -> !id.equals(record.node())).toList();
        return ForwardTree.of(record.node(), others, record.digest(), record.width())
                .serverOf(port.self())
                .filter(port::isLinked)
                .orElse(record.node());
    }

    /** A node asks for a message. */
    public void onPull(ForwardRecord record) {
        Bytes asker = record.node();
        if (port.members().contains(asker) && port.isLinked(asker)) {
            kept.answer(record.digest(), asker, port.nanoTime())
                    .ifPresent(message -> port.data(List.of(asker), message));
        }
    }

    private static final class Awaited {

        /** One to the server, one to the origin. */
        private static final int MAX_PULLS = 2;

        private final ForwardRecord record;
        private final Duration patience;
        private Cancellable timer = () -> {};
        private int pulls;

        Awaited(ForwardRecord record, Duration patience) {
            this.record = record;
            this.patience = patience;
        }
    }
}
