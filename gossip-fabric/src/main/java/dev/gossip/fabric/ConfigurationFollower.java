package dev.gossip.fabric;

import dev.gossip.api.Cancellable;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.body.OrderedItem;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fabric.config.ChannelConfiguration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Looks for configurations in committed blocks, beside the lanes, and lets each hold that is newer than those before. A
 * block that was committed but whose configuration cannot be read changes nothing and is reported.
 */
final class ConfigurationFollower {

    private final PeerFacts facts;
    private final ChannelRules rules;
    private final List<Consumer<ChannelConfiguration>> listeners = new CopyOnWriteArrayList<>();

    ConfigurationFollower(PeerFacts facts, ChannelRules rules) {
        this.facts = facts;
        this.rules = rules;
    }

    Cancellable listen(Consumer<ChannelConfiguration> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Nothing is followed in a channel that was joined without a configuration. */
    void committed(OrderedItem block) {
        if (!rules.terms().hasPolicies()) {
            return;
        }
        facts.node()
                .offload(() -> {
                    ChannelConfiguration.inBlock(block.data()).ifPresent(this::offer);
                    return block;
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        report("the configuration in block " + Long.toUnsignedString(block.sequence()) + " of channel '"
                                + rules.channel() + "' was not applied: " + failure.getMessage());
                    }
                });
    }

    private synchronized void offer(ChannelConfiguration candidate) {
        ChannelTerms now = rules.terms();
        if (now.isSucceededBy(candidate)) {
            rules.agree(now.after(candidate));
            listeners.forEach(listener -> tell(listener, candidate));
        }
    }

    private void tell(Consumer<ChannelConfiguration> listener, ChannelConfiguration news) {
        try {
            listener.accept(news);
        } catch (RuntimeException e) {
            report("a listener for the configuration of channel '" + rules.channel() + "' failed: " + e);
        }
    }

    private void report(String detail) {
        facts.node()
                .dropped(
                        LinkPeer.unknown(facts.endpoint(), PeerAddress.of("none", 0)),
                        DropReason.HANDLER_FAILED,
                        detail);
    }
}
