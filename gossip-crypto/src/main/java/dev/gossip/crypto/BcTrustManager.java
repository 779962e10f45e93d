package dev.gossip.crypto;

import dev.gossip.api.TimeSource;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
        if (chain.length == 0) {
            throw new CertificateException("the peer presented no certificate");
        }
        Instant now = time.now();
        if (Certificates.isExpired(chain[0], now)) {
            throw new CertificateException(Certificates.expiry(chain[0]));
        }
        if (Certificates.isEarly(chain[0], now)) {
            throw new CertificateException(Certificates.start(chain[0], now));
        }
        try {
            CertPath path = CertificateFactory.getInstance("X.509", BouncyCastle.PROVIDER)
                    .generateCertPath(withoutRoots(chain));
            PKIXParameters parameters = new PKIXParameters(anchors());
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX", BouncyCastle.PROVIDER).validate(path, parameters);
        } catch (GeneralSecurityException e) {
            throw new CertificateException(
                    "the certificate of " + Certificates.subject(chain[0]) + ", issued by "
                            + Certificates.issuer(chain[0]) + ", is refused: " + e.getMessage(),
                    e);
        }
        List<X509Certificate> authorities = new ArrayList<>(Arrays.asList(chain));
        authorities.addAll(material.trustedRoots());
        for (X509Certificate certificate : chain) {
            if (revocations.revoke(certificate, authorities)) {
                throw new CertificateException(Certificates.revocation(certificate));
            }
        }
    }

    /** FISCO BCOS's certificate files hold the chain's root as well. */
    private List<X509Certificate> withoutRoots(X509Certificate[] chain) throws CertificateException {
        List<X509Certificate> below = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            X509Certificate parsed = Certificates.parse(certificate.getEncoded());
            if (material.trustedRoots().stream().noneMatch(parsed::equals)) {
                below.add(parsed);
            }
        }
        if (below.isEmpty()) {
            throw new CertificateException("the peer presented the certificate of a trusted authority as its own");
        }
        return below;
    }

    private Set<TrustAnchor> anchors() {
        Set<TrustAnchor> anchors = new HashSet<>();
        material.trustedRoots().forEach(root -> anchors.add(new TrustAnchor(root, null)));
        return anchors;
    }
}
