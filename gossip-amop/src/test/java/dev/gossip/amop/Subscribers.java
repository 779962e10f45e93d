package dev.gossip.amop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.Subscription;
import dev.gossip.api.body.AmopFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Subscribers that note what they hear, and what results look like. */
final class Subscribers {

    static final Bytes HELLO = Bytes.utf8("hello");

    private Subscribers() {}

    /** Notes messages and replies with its name. */
    static final class Noting implements AmopHandler {
        final String name;
        final List<AmopDelivery> heard = new ArrayList<>();
        Subscription subscription;

        Noting(String name) {
            this.name = name;
        }

        @Override
        public CompletionStage<Bytes> handle(AmopDelivery delivery) {
            heard.add(delivery);
            return CompletableFuture.completedStage(Bytes.utf8(name));
        }
    }

    static Noting on(TestNet net, int node, String topic) {
        Noting noting = new Noting("subscriber at " + node);
        noting.subscription = net.await(net.amop(node).subscribe(topic, noting));
        assertThat(noting.subscription).as("subscription at %s", node).isNotNull();
        return noting;
    }

    static String reply(AmopResult result) {
        assertThat(result).isInstanceOf(AmopResult.Answered.class);
        return ((AmopResult.Answered) result).reply().data().utf8();
    }

    static AmopFailure.Reason failure(AmopResult result) {
        assertThat(result).isInstanceOf(AmopResult.Failed.class);
        return ((AmopResult.Failed) result).failure().reason();
    }
}
