package dev.gossip.orbs.codec;

import dev.gossip.api.Bytes;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts a certificate if the topology of this moment pins its key. */
final class PinTrust extends X509ExtendedTrustManager {

    private final TopologyHolder topology;
    private final Consumer<String> refused;

    /** @param refused given, for people, whom the handshake refuses; the node hears of no connection then */
    PinTrust(TopologyHolder topology, Consumer<String> refused) {
        this.topology = topology;
        this.refused = refused;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        Bytes pin = OrbsNode.pinOf(chain[0]);
        if (topology.get().holderOf(pin).isEmpty()) {
            String detail = "no node of the topology has the key of this certificate; its pin is " + pin.hex();
            refused.accept(detail);
            throw new CertificateException(detail);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
