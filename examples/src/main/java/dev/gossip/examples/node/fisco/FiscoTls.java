package dev.gossip.examples.node.fisco;

import dev.gossip.api.TimeSource;
import dev.gossip.crypto.BcTlsContext;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.ReloadableTlsContext;
import dev.gossip.crypto.TlsFiles;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.fisco.identity.FiscoCertificates;
import dev.gossip.spi.crypto.LocalIdentity;

/**
 * Who the node is, and its end of all connections.
 *
 * @param tls serves all endpoints, so that a renewed certificate is read once
 */
record FiscoTls(LocalIdentity identity, ReloadableTlsContext tls, TlsFiles files) {

    /** @throws dev.gossip.api.GossipException naming the file and what to do */
    static FiscoTls of(FiscoNodeConfig.Certs certs, TimeSource time) {
        if (!certs.dir().toString().isEmpty()) {
            FiscoCertificates read = FiscoCertificates.load(certs.dir(), time);
            return new FiscoTls(read.identity(), read.tls(), read.watched());
        }
        TlsFiles files = TlsFiles.of(certs.key(), certs.cert(), certs.ca(), time);
        TlsMaterial material = files.load();
        return new FiscoTls(LocalIdentities.presented(material), context(material, time), files);
    }

    /** As {@link FiscoCertificates#tls}. */
    private static ReloadableTlsContext context(TlsMaterial material, TimeSource time) {
        return BcTlsContext.isNeededFor(material)
                ? BcTlsContext.of(material, time)
                : JdkTlsContext.builder(material, time)
                        .protocols("TLSv1.2")
                        .namedGroups("secp256r1", "secp384r1")
                        .verifyPeerName(false)
                        .build();
    }
}
