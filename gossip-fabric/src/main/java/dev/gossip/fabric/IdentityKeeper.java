package dev.gossip.fabric;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Cancellable;
import dev.gossip.api.Envelope;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.Message;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.Topic;
import dev.gossip.api.body.PeerIdentity;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fabric.codec.GreetingProof;
import dev.gossip.membership.MembershipExtension;
import dev.gossip.pull.PullConfig;
import dev.gossip.pull.PullSpec;
import dev.gossip.spi.Extension;
import dev.gossip.spi.LinkListener;
import dev.gossip.spi.NodeContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * Spreads identities and forgets those that expired, were revoked or were not used for an hour: they are no longer
 * offered, their members are forgotten, their links closed. Runs on the control lane.
 */
final class IdentityKeeper implements Extension {

    private static final String ITEM_TYPE = "identity";
    private static final int LIMIT = 10_000;

    /** A tenth of the time after which the protocol forgets an unused identity. */
    private static final Duration SWEEP = Duration.ofMinutes(6);

    private final PeerFacts facts;
    private final MembershipExtension membership;
    private final IdentityItems items = new IdentityItems(LIMIT, this::learn);
    private Cancellable sweep = () -> {};

    IdentityKeeper(PeerFacts facts, MembershipExtension membership) {
        this.facts = facts;
        this.membership = membership;
    }

    @Override
    public String name() {
        return "fabric-identities";
    }

    @Override
    public Set<Class<? extends Body>> bodies() {
        return Set.of(PeerIdentity.class);
    }

    /** Identities go to and come from every organisation, as far as each may be shown. */
    PullSpec pull(PullConfig config) {
        return PullSpec.of(ITEM_TYPE, facts.endpoint(), Topic.NONE, items, IdentityItems::idOf)
                .config(config)
                .offered(this::mayShow)
                .wanted(items::wants)
                .build();
    }

    @Override
    public void start(NodeContext node) {
        facts.started(node);
        PeerIdentity own =
                new PeerIdentity(facts.protocol().self(), facts.protocol().serializedIdentity(), Bytes.empty());
        node.seal(facts.endpoint(), Message.of(Topic.NONE, own)).whenComplete((envelope, failure) -> {
            if (failure == null) {
                items.put(envelope);
            } else {
                report(DropReason.HANDLER_FAILED, "our identity could not be signed: " + failure);
            }
        });
        sweep = node.control().every(SWEEP, () -> forget(facts.protocol()::forgetUnusedIdentities));
        node.onLinks(new Renewals());
    }

    @Override
    public void stop() {
        sweep.cancel();
    }

    private CompletionStage<List<Envelope>> learn(List<Envelope> identities) {
        return facts.node()
                .offload(() ->
                        identities.stream().filter(facts.protocol()::learn).toList());
    }

    /** Asks trust about every identity anew. */
    CompletionStage<List<NodeId>> recheck() {
        return forget(facts.protocol()::recheckIdentities);
    }

    private CompletionStage<List<NodeId>> forget(Callable<List<NodeId>> search) {
        return facts.node().offload(search).whenComplete((forgotten, failure) -> {
            if (failure == null) {
                forgotten.forEach(this::forget);
            } else {
                report(DropReason.HANDLER_FAILED, "looking for old identities: " + failure);
            }
        });
    }

    private void forget(NodeId id) {
        items.forget(id);
        membership.purge(facts.endpoint(), id);
        facts.node()
                .disconnect(
                        facts.endpoint(),
                        id,
                        DropReason.EXPIRED_IDENTITY,
                        "its identity expired, is unused or refused");
    }

    private boolean mayShow(LinkPeer requester, Bytes id) {
        return !id.isEmpty()
                && facts.protocol()
                        .mayShowIdentity(new NodeId(id), requester, facts.node().peers());
    }

    private void report(DropReason reason, String detail) {
        facts.node().dropped(LinkPeer.unknown(facts.endpoint(), PeerAddress.of("none", 0)), reason, detail);
    }

    /** Who answers under a new id has renewed its certificate and will not come back under the old one. */
    private final class Renewals implements LinkListener {

        @Override
        public void linkUp(LinkPeer peer, boolean dialled) {
            peer.evidence()
                    .get(GreetingProof.FORMER_ID)
                    .ifPresent(former -> membership.purge(facts.endpoint(), former));
        }
    }
}
