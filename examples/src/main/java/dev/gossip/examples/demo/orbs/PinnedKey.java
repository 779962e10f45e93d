package dev.gossip.examples.demo.orbs;

import dev.gossip.api.Bytes;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.orbs.codec.OrbsNode;
import dev.gossip.spi.crypto.TlsContext;

/** A key with the TLS context that presents it; its certificate comes from an authority that nobody else knows. */
record PinnedKey(Bytes pin, TlsContext tls) {

    static PinnedKey create(String name, TimeSource time) {
        DevelopmentCa authority = DevelopmentCa.create(name, time);
        IssuedNode issued = authority.issue(NodeSpec.peer(name));
        return new PinnedKey(
                OrbsNode.pinOf(issued.certificate()),
                JdkTlsContext.builder(issued.tls(authority.certificate()), time).build());
    }
}
