package dev.gossip.tck;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Forgives the one objection whose text contains {@code forgiven}. */
final class LenientTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager strict;
    private final String forgiven;

    LenientTrust(X509ExtendedTrustManager strict, String forgiven) {
        this.strict = strict;
        this.forgiven = forgiven;
    }

    private void forgiving(Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (String.valueOf(cause.getMessage()).contains(forgiven)) {
                    return;
                }
            }
            throw e;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        forgiving(() -> strict.checkClientTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        forgiving(() -> strict.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        forgiving(() -> strict.checkClientTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        forgiving(() -> strict.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        forgiving(() -> strict.checkClientTrusted(chain, type));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        forgiving(() -> strict.checkServerTrusted(chain, type));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return strict.getAcceptedIssuers();
    }

    private interface Check {
        void run() throws CertificateException;
    }
}
