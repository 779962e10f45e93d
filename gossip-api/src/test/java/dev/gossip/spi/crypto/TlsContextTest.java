package dev.gossip.spi.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.spi.crypto.TlsContext.ClientAuth;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;

class TlsContextTest {

    private static final List<String> SUITES = List.of("TLS_AES_128_GCM_SHA256");

    @Test
    void protocolsAndSuitesAreTaken() {
        SSLParameters parameters = new Sample(SUITES, ClientAuth.NONE, false).parameters(true);
        assertThat(parameters.getProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(parameters.getCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
        assertThat(new Sample(List.of(), ClientAuth.NONE, false)
                        .parameters(true)
                        .getCipherSuites())
                .as("the engine's default")
                .isNull();
    }

    @Test
    void onlyADiallerChecksTheName() {
        TlsContext checking = new Sample(SUITES, ClientAuth.NONE, true);
        assertThat(checking.parameters(true).getEndpointIdentificationAlgorithm())
                .isEqualTo("HTTPS");
        assertThat(checking.parameters(false).getEndpointIdentificationAlgorithm())
                .isNull();
        TlsContext lenient = new Sample(SUITES, ClientAuth.NONE, false);
        assertThat(lenient.parameters(true).getEndpointIdentificationAlgorithm())
                .isNull();
    }

    @Test
    void onlyAServerAsksForCertificates() {
        assertThat(new Sample(SUITES, ClientAuth.REQUIRE, false).parameters(false))
                .returns(true, SSLParameters::getNeedClientAuth)
                .returns(false, SSLParameters::getWantClientAuth);
        assertThat(new Sample(SUITES, ClientAuth.REQUEST, false).parameters(false))
                .returns(false, SSLParameters::getNeedClientAuth)
                .returns(true, SSLParameters::getWantClientAuth);
        assertThat(new Sample(SUITES, ClientAuth.NONE, false).parameters(false))
                .returns(false, SSLParameters::getNeedClientAuth)
                .returns(false, SSLParameters::getWantClientAuth);
        assertThat(new Sample(SUITES, ClientAuth.REQUIRE, false).parameters(true))
                .returns(false, SSLParameters::getNeedClientAuth)
                .returns(false, SSLParameters::getWantClientAuth);
    }

    @Test
    void eachOutcomeOfACheckHasItsReason() {
        assertThat(Verification.VALID.isValid()).isTrue();
        assertThat(Verification.invalid("x").isValid()).isFalse();
        assertThat(Verification.invalid("x").dropReason().code()).isEqualTo("bad-signature");
        assertThat(Verification.unknownSigner("x").dropReason().code()).isEqualTo("unknown-signer");
        assertThat(Verification.expired("x").dropReason().code()).isEqualTo("expired-identity");
    }

    private record Sample(List<String> cipherSuites, ClientAuth clientAuth, boolean verifyPeerName)
            implements TlsContext {
        @Override
        public List<String> protocols() {
            return List.of("TLSv1.3", "TLSv1.2");
        }

        @Override
        public List<String> namedGroups() {
            return List.of();
        }

        @Override
        public List<X509Certificate> ownChain() {
            return List.of();
        }

        @Override
        public String engine() {
            return "none";
        }

        @Override
        public X509ExtendedKeyManager keyManager() {
            throw new AssertionError("parameters need no keys");
        }

        @Override
        public X509ExtendedTrustManager trustManager() {
            throw new AssertionError("parameters need no trust");
        }

        @Override
        public SSLContext sslContext() {
            throw new AssertionError("parameters need no engine");
        }
    }
}
