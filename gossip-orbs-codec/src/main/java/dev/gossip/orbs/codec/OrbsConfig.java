package dev.gossip.orbs.codec;

import dev.gossip.api.NodeId;
import dev.gossip.orbs.codec.forward.Forwarding;
import dev.gossip.orbs.codec.wire.Header;
import dev.gossip.orbs.codec.wire.HeaderEncoding;
import dev.gossip.orbs.codec.wire.PayloadFraming;
import java.util.OptionalInt;

/**
 * How one endpoint speaks Orbs' protocol. Made by {@link #of} and the {@code with} methods.
 *
 * @param node our own id, 1 to 64 bytes; 20 in networks of Orbs' own nodes
 * @param virtualChain 0 to 2^32 - 1; messages of other chains are dropped
 * @param headers how headers are written; the same in the whole network
 * @param mutualTls whether TLS connections are judged by the pins of the topology; needs TLS
 * @param allowList whether, without mutual TLS, only hosts of the topology may dial us
 * @param applicationService the number under which application messages travel; empty: none are sent or accepted
 */
public record OrbsConfig(
        NodeId node,
        long virtualChain,
        HeaderEncoding headers,
        LinkTiming timing,
        Reconnect reconnect,
        QueueLimits queues,
        Forwarding forwarding,
        boolean mutualTls,
        boolean allowList,
        OptionalInt applicationService) {

    private static final long MAX_CHAIN = (1L << 32) - 1;
    private static final int MAX_SERVICE = (1 << 16) - 1;

    /** @throws IllegalArgumentException naming the value and its rule */
    public OrbsConfig {
        if (node.value().length() > Header.MAX_ADDRESS_BYTES) {
            throw new IllegalArgumentException("the node's id has "
                    + node.value().length() + " bytes, at most " + Header.MAX_ADDRESS_BYTES + " are allowed");
        }
        if (virtualChain < 0 || virtualChain > MAX_CHAIN) {
            throw new IllegalArgumentException("virtualChain " + virtualChain + " is outside 0.." + MAX_CHAIN);
        }
        int service = applicationService.orElse(0);
        if (service < 0 || service > MAX_SERVICE) {
            throw new IllegalArgumentException("serviceId " + service + " is outside 0.." + MAX_SERVICE);
        }
    }

    /** Protobuf headers, default times and queues, no TLS identities, no forwarding, no application messages. */
    public static OrbsConfig of(NodeId node, long virtualChain) {
        return new OrbsConfig(
                node,
                virtualChain,
                HeaderEncoding.PROTOBUF,
                LinkTiming.DEFAULT,
                Reconnect.DEFAULT,
                QueueLimits.DEFAULT,
                Forwarding.OFF,
                false,
                false,
                OptionalInt.empty());
    }

    /** With headers in another encoding. */
    public OrbsConfig withHeaders(HeaderEncoding value) {
        return new OrbsConfig(
                node,
                virtualChain,
                value,
                timing,
                reconnect,
                queues,
                forwarding,
                mutualTls,
                allowList,
                applicationService);
    }

    /** With other times of links. */
    public OrbsConfig withTiming(LinkTiming value) {
        return new OrbsConfig(
                node,
                virtualChain,
                headers,
                value,
                reconnect,
                queues,
                forwarding,
                mutualTls,
                allowList,
                applicationService);
    }

    /** With another schedule of dialling. */
    public OrbsConfig withReconnect(Reconnect value) {
        return new OrbsConfig(
                node,
                virtualChain,
                headers,
                timing,
                value,
                queues,
                forwarding,
                mutualTls,
                allowList,
                applicationService);
    }

    /** With other queues. */
    public OrbsConfig withQueues(QueueLimits value) {
        return new OrbsConfig(
                node,
                virtualChain,
                headers,
                timing,
                reconnect,
                value,
                forwarding,
                mutualTls,
                allowList,
                applicationService);
    }

    /**
     * The same, if a block of this size fits into one message. To be asked at the start: a node that lacks a block which no
     * message carries would never get it, nor any block after it.
     *
     * @throws IllegalArgumentException if it does not fit
     */
    public OrbsConfig carryingBlocksOf(long maxBlockBytes) {
        if (maxBlockBytes < 1 || maxBlockBytes > queues.maxContentBytes()) {
            throw new IllegalArgumentException("maxBlockBytes " + maxBlockBytes + " is outside 1.."
                    + queues.maxContentBytes()
                    + " (maxContentBytes): a larger block never reaches a node that lacks it;"
                    + " make smaller blocks"
                    + (queues.maxContentBytes() < PayloadFraming.MAX_PAYLOAD_BYTES
                            ? ", or raise maxContentBytes up to " + PayloadFraming.MAX_PAYLOAD_BYTES + " on every node"
                            : ""));
        }
        return this;
    }

    /** With another rule for large messages. */
    public OrbsConfig withForwarding(Forwarding value) {
        return new OrbsConfig(
                node,
                virtualChain,
                headers,
                timing,
                reconnect,
                queues,
                value,
                mutualTls,
                allowList,
                applicationService);
    }

    /** With identities proven by pinned keys; the endpoint needs TLS. */
    public OrbsConfig withMutualTls() {
        return new OrbsConfig(
                node,
                virtualChain,
                headers,
                timing,
                reconnect,
                queues,
                forwarding,
                true,
                allowList,
                applicationService);
    }

    /** With connections accepted from hosts of the topology only. */
    public OrbsConfig withAllowList() {
        return new OrbsConfig(
                node,
                virtualChain,
                headers,
                timing,
                reconnect,
                queues,
                forwarding,
                mutualTls,
                true,
                applicationService);
    }

    /** With application messages under this number; the same in the whole network, and no node of Orbs' own in it. */
    public OrbsConfig withApplicationService(int value) {
        return new OrbsConfig(
                node,
                virtualChain,
                headers,
                timing,
                reconnect,
                queues,
                forwarding,
                mutualTls,
                allowList,
                OptionalInt.of(value));
    }
}
