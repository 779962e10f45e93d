package dev.gossip.fisco.limit;

import dev.gossip.api.Body;
import dev.gossip.api.Bytes;
import dev.gossip.api.Message;
import dev.gossip.api.body.Opaque;
import dev.gossip.fisco.codec.body.GroupMessage;
import dev.gossip.fisco.codec.body.ModuleMessage;
import dev.gossip.fisco.codec.body.Transit;
import dev.gossip.fisco.codec.front.Modules;

/**
 * What a message belongs to, as far as limits care.
 *
 * @param group empty if it belongs to none
 * @param module {@link #NONE} for what keeps nodes in step, {@link #TRANSIT} for somebody else's packet
 */
record Subject(String group, int module) {

    static final int NONE = 0;
    /** Of a packet on its way nobody knows the module before it is there. */
    static final int TRANSIT = -1;

    private static final int MODULE_BYTES = Short.BYTES;
    private static final Subject OWN = new Subject("", NONE);
    private static final Subject AMOP = new Subject("", Modules.AMOP);
    private static final Subject PASSING = new Subject("", TRANSIT);

    static Subject of(Message message) {
        Body body = message.body();
        if (body instanceof Opaque) {
            return AMOP;
        }
        if (body instanceof GroupMessage group) {
            return new Subject(
                    message.topic().scope(), group.module() == NONE ? first(group.payload()) : group.module());
        }
        if (body instanceof ModuleMessage module) {
            return new Subject(message.topic().scope(), module.module());
        }
        return body instanceof Transit ? PASSING : OWN;
    }

    /** The front message within begins with its module. A group's message without any is limited all the same. */
    private static int first(Bytes payload) {
        int module = payload.length() < MODULE_BYTES ? NONE : (payload.get(0) & 0xff) << 8 | payload.get(1) & 0xff;
        return module == NONE ? TRANSIT : module;
    }
}
