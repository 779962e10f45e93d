package dev.gossip.fisco.sdk;

import dev.gossip.api.Body;
import dev.gossip.api.body.Ack;
import dev.gossip.api.body.AmopFailure;
import dev.gossip.api.body.Opaque;
import dev.gossip.fisco.codec.body.BlockNotify;
import dev.gossip.fisco.codec.body.JsonRpc;
import dev.gossip.fisco.codec.body.SubscribedTopics;
import dev.gossip.fisco.codec.body.TopicCertRequest;
import dev.gossip.fisco.codec.body.TopicVerdict;
import java.util.Set;

/** Which SDKs an endpoint serves. */
public enum SdkGeneration {
    /** 2.x, by the protocol {@code fisco-channel}. */
    TWO(Set.of(
            Opaque.class,
            AmopFailure.class,
            JsonRpc.class,
            SubscribedTopics.class,
            BlockNotify.class,
            TopicCertRequest.class,
            Ack.class,
            TopicVerdict.class)),
    /** 3.x, by the protocol {@code fisco-websocket}. */
    THREE(Set.of(Opaque.class, AmopFailure.class, JsonRpc.class, SubscribedTopics.class, BlockNotify.class));

    private final Set<Class<? extends Body>> bodies;

    SdkGeneration(Set<Class<? extends Body>> bodies) {
        this.bodies = bodies;
    }

    Set<Class<? extends Body>> bodies() {
        return bodies;
    }
}
