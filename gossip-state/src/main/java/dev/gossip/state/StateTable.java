package dev.gossip.state;

import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.api.Peer;
import dev.gossip.api.Peer.ChannelState;
import dev.gossip.api.Verdict;
import dev.gossip.api.body.State;
import dev.gossip.api.body.StateSnapshot;
import dev.gossip.api.observe.DropReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The newest standing of every other node in the channel. Whether a statement is news is tested before anything else, so a
 * snapshot that repeats what is known costs next to nothing. Lane-confined.
 */
final class StateTable {

    private enum Admission {
        NEW,
        OLD,
        REFUSED
    }

    private record Held(State state, Envelope envelope) {}

    private final ChannelContext context;
    private final Map<NodeId, Held> held = new LinkedHashMap<>();

    StateTable(ChannelContext context) {
        this.context = context;
    }

    /** A statement that was pushed to us; accepted if it is news. */
    Verdict onState(LinkPeer from, Envelope statement, State state) {
        return switch (admit(from, statement, state)) {
            case NEW -> Verdict.ACCEPT;
            case OLD -> {
                context.dropped(from, DropReason.SUPERSEDED, "state of " + state.subject());
                yield Verdict.IGNORE;
            }
            case REFUSED -> Verdict.IGNORE;
        };
    }

    /** Statements that another node knows; processing ends at the first that is not in order. */
    void onSnapshot(LinkPeer from, StateSnapshot snapshot) {
        for (Envelope element : snapshot.elements()) {
            if (!(element.body() instanceof State state)) {
                context.dropped(
                        from,
                        DropReason.MALFORMED,
                        "a snapshot with a " + element.body().bodyName());
                return;
            }
            // Nobody vouches for an author whom membership does not know.
            if (context.isMember(state.subject()) && admit(from, element, state) == Admission.REFUSED) {
                return;
            }
        }
    }

    /** What may be shown to a peer. */
    List<Envelope> visibleTo(LinkPeer peer) {
        return held.values().stream()
                .map(Held::envelope)
                .filter(statement -> context.spec().disclosed().test(peer, statement))
                .map(statement -> context.node().redact(statement, peer))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Forgets authors that are no longer alive. */
    void sweep() {
        forgetUnless(entry -> context.isMember(entry.state().subject()));
    }

    /** Forgets authors that the channel's rules no longer admit. */
    void reconsider() {
        forgetUnless(entry -> context.spec().authors().test(entry.envelope()));
    }

    void clear() {
        forgetUnless(entry -> false);
    }

    /** Shows standings that came before membership knew their authors. */
    void refreshView() {
        held.values().forEach(this::show);
    }

    int size() {
        return held.size();
    }

    private Admission admit(LinkPeer from, Envelope statement, State state) {
        NodeId subject = state.subject();
        Held known = held.get(subject);
        if (subject.equals(context.self())
                || known != null && !state.time().isAfter(known.state().time())) {
            return Admission.OLD;
        }
        boolean spokenByItself =
                statement.origin().filter(origin -> !origin.equals(subject)).isEmpty();
        if (!spokenByItself || !statement.topic().scope().equals(context.spec().scope())) {
            context.dropped(from, StateDrops.WRONG_SUBJECT, "state of " + subject + " in " + statement.topic());
            return Admission.REFUSED;
        }
        if (!context.spec().authors().test(statement)) {
            context.dropped(from, StateDrops.NOT_ADMITTED, "author " + subject);
            return Admission.REFUSED;
        }
        if (known == null && isFull()) {
            context.dropped(
                    from,
                    StateDrops.TOO_MANY_AUTHORS,
                    "maxAuthors " + context.config().maxAuthors());
            return Admission.REFUSED;
        }
        Held news = new Held(state, statement);
        held.put(subject, news);
        show(news);
        return Admission.NEW;
    }

    private boolean isFull() {
        if (held.size() >= context.config().maxAuthors()) {
            sweep();
        }
        return held.size() >= context.config().maxAuthors();
    }

    private void show(Held entry) {
        NodeId subject = entry.state().subject();
        String scope = context.spec().scope();
        ChannelState standing =
                new ChannelState(entry.state().height(), entry.state().left());
        Optional<Peer> peer = context.node().peers().find(context.spec().endpoint(), subject);
        // An author that is no peer would otherwise become one by its own word.
        if (peer.isPresent() && !peer.get().channel(scope).equals(Optional.of(standing))) {
            context.node().peerUpdates().channel(context.spec().endpoint(), subject, scope, standing);
        }
    }

    private void forgetUnless(Predicate<Held> keep) {
        held.values().removeIf(entry -> {
            boolean forget = !keep.test(entry);
            if (forget) {
                context.node()
                        .peerUpdates()
                        .forgetChannel(
                                context.spec().endpoint(),
                                entry.state().subject(),
                                context.spec().scope());
            }
            return forget;
        });
    }
}
