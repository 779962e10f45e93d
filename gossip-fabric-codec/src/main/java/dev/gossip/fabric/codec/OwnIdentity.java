package dev.gossip.fabric.codec;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.spi.crypto.LocalIdentity;

/**
 * Who we are.
 *
 * @param serialized our identity as it travels
 * @param id our PKI-ID
 */
record OwnIdentity(LocalIdentity local, Bytes serialized, NodeId id) {

    static OwnIdentity of(LocalIdentity local) {
        SerializedIdentity identity = new SerializedIdentity(
                local.identity().organisation(), local.identity().encoded());
        return new OwnIdentity(local, identity.encode(), FabricIds.pkiId(identity));
    }

    String organisation() {
        return local.identity().organisation();
    }

    /** What travels for {@code given}: neutral code knows an identity by its certificate alone. */
    Bytes onWire(Bytes given) {
        return given.equals(local.identity().encoded()) ? serialized : given;
    }
}
