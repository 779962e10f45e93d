package dev.gossip.transport.netty;

import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.crypto.TlsContext.ClientAuth;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * All that goes into one of BoringSSL's contexts. Managers are the same object after a reload, but the list of authorities
 * that a server announces is copied into the context, so the certificates count too.
 */
record OpenSslSettings(
        boolean client,
        X509ExtendedKeyManager keyManager,
        X509ExtendedTrustManager trustManager,
        List<X509Certificate> ownChain,
        List<X509Certificate> issuers,
        List<String> protocols,
        List<String> cipherSuites,
        List<String> namedGroups,
        ClientAuth clientAuth,
        boolean verifyPeerName,
        String engine) {

    static OpenSslSettings of(TlsContext tls, boolean client) {
        return new OpenSslSettings(
                client,
                tls.keyManager(),
                tls.trustManager(),
                List.copyOf(tls.ownChain()),
                List.of(tls.trustManager().getAcceptedIssuers()),
                List.copyOf(tls.protocols()),
                List.copyOf(tls.cipherSuites()),
                List.copyOf(tls.namedGroups()),
                tls.clientAuth(),
                tls.verifyPeerName(),
                tls.engine());
    }
}
