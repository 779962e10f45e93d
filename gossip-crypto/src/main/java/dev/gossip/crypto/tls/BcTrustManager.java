package dev.gossip.crypto.tls;

import dev.gossip.api.TimeSource;
import dev.gossip.crypto.x509.Certificates;
import dev.gossip.crypto.x509.ChainValidation;
import dev.gossip.crypto.x509.RevocationLists;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Judges chains on any curve that Bouncy Castle knows. Names of peers are never compared. */
public final class BcTrustManager extends X509ExtendedTrustManager {

    private final List<X509Certificate> roots;
    private final RevocationLists revocations;
    private final TimeSource time;

    public BcTrustManager(List<X509Certificate> roots, RevocationLists revocations, TimeSource time) {
        this.roots = roots;
        this.revocations = revocations;
        this.time = time;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return roots.toArray(X509Certificate[]::new);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain);
    }

    private void judge(X509Certificate[] chain) throws CertificateException {
        if (chain.length > 0 && Certificates.isSm2(chain[0])) {
            throw new CertificateException(Certificates.nationalTls(chain[0]));
        }
        ChainValidation.require(List.of(chain), roots, time.now());
        List<X509Certificate> authorities = new ArrayList<>(Arrays.asList(chain));
        authorities.addAll(roots);
        for (X509Certificate certificate : chain) {
            if (revocations.revoke(certificate, authorities)) {
                throw new CertificateException(Certificates.revocation(certificate));
            }
        }
    }
}
