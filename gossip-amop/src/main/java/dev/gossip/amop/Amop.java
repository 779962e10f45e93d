package dev.gossip.amop;

import dev.gossip.api.Bytes;
import dev.gossip.api.Subscription;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Verifier;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Topics across nodes. Stages complete on the node's control lane, which must not be blocked. What is asked for before the
 * node runs waits until it does. Thread-safe.
 */
public interface Amop {

    /**
     * Says something to one subscriber and waits for its reply. Nodes with subscribers, this one included, are asked in random
     * order until one answers, each at most once; within a node its subscribers are. A subscriber that answers too late may
     * have heard the message although another one, or nobody, answers.
     *
     * @return always completes normally, exactly once, within {@code publishTimeout}
     */
    CompletionStage<AmopResult> publish(String topic, Bytes data);

    /**
     * Says something to every subscriber, those of this node included, without replies or retries.
     *
     * @return completes with the number of nodes and local subscribers to which it was handed, or exceptionally with
     *     {@link AmopRefusedException} if nobody was to hear it because of a limit
     */
    CompletionStage<Integer> multicast(String topic, Bytes data);

    /**
     * Subscribes to a topic.
     *
     * @return completes when the topic is ours, or exceptionally naming the limit or rule that refuses it
     */
    CompletionStage<Subscription> subscribe(String topic, AmopHandler handler);

    /**
     * Subscribes to a private topic as {@code identity}: challenges of publishers are signed with its key.
     *
     * @param topic the plain name
     */
    CompletionStage<Subscription> subscribePrivate(String topic, LocalIdentity identity, AmopHandler handler);

    /**
     * Publishes to a private topic from now on. Subscribers are challenged as soon as their nodes announce them; before they
     * have answered well, they hear nothing.
     *
     * @param topic the plain name
     * @param subscribers keys of those who may hear it
     * @return completes when this node says that it publishes, or exceptionally naming the limit or rule that refuses it
     */
    CompletionStage<PrivateTopic> publishPrivate(String topic, Verifier verifier, Collection<PublicKey> subscribers);

    /** Opens a session for a client of this node; a refused one ({@code clients}) answers each call with an error. */
    AmopSession open(AmopClient client);

    /** How AMOP fares here, as of now. */
    CompletionStage<AmopStatus> status();

    /**
     * Who has which topics, as of now: our own topics first, then those of other nodes, node by node.
     *
     * @param most how many pairs of a topic and a node at most
     */
    CompletionStage<List<TopicHolder>> holders(int most);
}
