package dev.gossip.fisco.group;

import dev.gossip.fisco.codec.body.DeliveryCode;

/** Says whether a message may leave now; where limits of rate come in. Called on the control lane. */
@FunctionalInterface
public interface GroupGate {

    /** Lets everything pass. */
    GroupGate OPEN = (group, module, bytes) -> DeliveryCode.OK;

    /**
     * Asked once per message to one node, and once per gateway of a broadcast.
     *
     * @return {@link DeliveryCode#OK}, or the code with which the message is refused, such as
     *     {@link DeliveryCode#BANDWIDTH_OVERFLOW}
     */
    int admit(String group, int module, int bytes);
}
