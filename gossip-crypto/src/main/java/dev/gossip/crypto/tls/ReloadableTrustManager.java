package dev.gossip.crypto.tls;

import dev.gossip.api.TimeSource;
import dev.gossip.crypto.x509.Certificates;
import dev.gossip.crypto.x509.RevocationLists;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges peers by the JDK's PKIX rules, including names and key usage, but by the injected clock: the JDK's manager takes
 * its date when it is made, so each handshake makes one. Dates are looked at first, for errors that name what expired.
 */
public final class ReloadableTrustManager extends X509ExtendedTrustManager {

    private final TimeSource time;
    private volatile TlsState state;

    public ReloadableTrustManager(TlsState state, TimeSource time) {
        this.state = state;
        this.time = time;
    }

    public void reload(TlsState fresh) {
        state = fresh;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return state.anchors().stream().map(TrustAnchor::getTrustedCert).toArray(X509Certificate[]::new);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(chain, now -> now.checkClientTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge(chain, now -> now.checkClientTrusted(chain, authType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain, now -> now.checkClientTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(chain, now -> now.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge(chain, now -> now.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain, now -> now.checkServerTrusted(chain, authType, engine));
    }

    private void judge(X509Certificate[] chain, Judgement judgement) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("the peer presented no certificate");
        }
        if (Certificates.isSm2(chain[0])) {
            throw new CertificateException(Certificates.nationalTls(chain[0]));
        }
        Instant now = time.now();
        TlsState judged = state;
        requireCurrent(chain[0], now);
        Set<TrustAnchor> current = judged.anchors().stream()
                .filter(anchor -> Certificates.isCurrent(anchor.getTrustedCert(), now))
                .collect(Collectors.toUnmodifiableSet());
        if (current.isEmpty()) {
            throw new CertificateException("no trusted root certificate is valid at " + now + "; reload newer ones");
        }
        try {
            judgement.by(manager(current, now));
        } catch (CertificateException e) {
            for (X509Certificate certificate : chain) {
                requireCurrent(certificate, now);
            }
            throw new CertificateException(
                    "the certificate of " + Certificates.subject(chain[0]) + ", issued by "
                            + Certificates.issuer(chain[0]) + ", is refused: " + e.getMessage(),
                    e.getCause());
        }
        requireNotRevoked(chain, current, judged.revocations());
    }

    /** After the chain was found good, so that what the peer sent is not searched in vain. */
    private static void requireNotRevoked(
            X509Certificate[] chain, Set<TrustAnchor> anchors, RevocationLists revocations)
            throws CertificateException {
        List<X509Certificate> authorities = new ArrayList<>(List.of(chain));
        anchors.forEach(anchor -> authorities.add(anchor.getTrustedCert()));
        for (X509Certificate certificate : chain) {
            if (revocations.revoke(certificate, authorities)) {
                throw caused(new CertificateException(Certificates.revocation(certificate)), BasicReason.REVOKED);
            }
        }
    }

    private static void requireCurrent(X509Certificate certificate, Instant now) throws CertificateException {
        if (Certificates.isExpired(certificate, now)) {
            throw caused(new CertificateExpiredException(Certificates.expiry(certificate)), BasicReason.EXPIRED);
        }
        if (Certificates.isEarly(certificate, now)) {
            throw caused(
                    new CertificateNotYetValidException(Certificates.start(certificate, now)),
                    BasicReason.NOT_YET_VALID);
        }
    }

    /** The cause decides which alert the JDK sends to the peer. */
    private static CertificateException caused(CertificateException failure, BasicReason reason) {
        failure.initCause(new CertPathValidatorException(failure.getMessage(), null, null, -1, reason));
        return failure;
    }

    private static X509ExtendedTrustManager manager(Set<TrustAnchor> anchors, Instant now) throws CertificateException {
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
            throw new CertificateException("the JDK offers no trust manager that checks names");
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the JDK offers no PKIX trust manager: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Judgement {
        void by(X509ExtendedTrustManager now) throws CertificateException;
    }
}
