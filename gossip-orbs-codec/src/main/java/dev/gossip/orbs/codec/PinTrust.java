package dev.gossip.orbs.codec;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts a certificate if the topology of this moment pins its key. */
final class PinTrust extends X509ExtendedTrustManager {

    private final TopologyHolder topology;

    PinTrust(TopologyHolder topology) {
        this.topology = topology;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (topology.get().holderOf(OrbsNode.pinOf(chain[0])).isEmpty()) {
            throw new CertificateException("no node of the topology has the key of this certificate; its pin is "
                    + OrbsNode.pinOf(chain[0]).hex());
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
