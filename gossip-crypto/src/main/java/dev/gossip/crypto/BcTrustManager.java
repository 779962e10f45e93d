package dev.gossip.crypto;

import dev.gossip.api.TimeSource;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Judges chains on any curve that Bouncy Castle knows. Names of peers are never compared. */
final class BcTrustManager extends X509ExtendedTrustManager {

    private final TlsMaterial material;
    private final RevocationLists revocations;
    private final TimeSource time;

    BcTrustManager(TlsMaterial material, TimeSource time) {
        this.material = material;
        this.revocations = new RevocationLists(material.revocationLists());
        this.time = time;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return material.trustedRoots().toArray(X509Certificate[]::new);
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
        CertificateChain.check(List.of(chain), material.trustedRoots(), time.now());
        List<X509Certificate> authorities = new ArrayList<>(Arrays.asList(chain));
        authorities.addAll(material.trustedRoots());
        for (X509Certificate certificate : chain) {
            if (revocations.revoke(certificate, authorities)) {
                throw new CertificateException(Certificates.revocation(certificate));
            }
        }
    }
}
