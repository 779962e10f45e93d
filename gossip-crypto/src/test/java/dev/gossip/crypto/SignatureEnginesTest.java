package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.crypto.Verifier;
import java.security.Security;
import org.junit.jupiter.api.Test;

class SignatureEnginesTest {

    @Test
    void theFastestPresentEngineIsChosenAndNamed() {
        Attempt corretto = CorrettoEcdsa.find();
        assumeTrue(corretto.engine().isPresent(), corretto.reason());

        assertThat(SignatureEngines.current().name()).isEqualTo("accp");
        assertThat(SignatureEngines.current().reason()).contains("fastest");
        assertThat(SignatureEngines.ecdsa().name()).isEqualTo("accp");
    }

    @Test
    void withoutItTheReasonSaysWhatToAdd() {
        var selection = SignatureEngines.describe(Attempt.none("it is not there"));

        assertThat(selection.name()).isEqualTo(new BouncyCastleEcdsa().name());
        assertThat(selection.reason())
                .startsWith("it is not there")
                .contains("software.amazon.cryptools:AmazonCorrettoCryptoProvider");
    }

    @Test
    void noProviderIsInstalled() {
        SignatureEngines.current();
        Pem.certificates(Golden.file("orderer.pem"), "orderer.pem");

        assertThat(Security.getProvider("BC")).isNull();
        assertThat(Security.getProvider("AmazonCorrettoCryptoProvider")).isNull();
    }

    @Test
    void bothServicesAreDeclaredForModulesAndForTheClassPath() throws Exception {
        var declared = EcdsaSigner.class.getModule().getDescriptor();
        if (declared != null) {
            assertThat(declared.provides())
                    .anyMatch(p -> p.service().equals(Signer.class.getName())
                            && p.providers().contains(EcdsaSigner.class.getName()))
                    .anyMatch(p -> p.service().equals(Verifier.class.getName())
                            && p.providers().contains(EcdsaVerifier.class.getName()));
        }
        assertThat(service(Signer.class)).isEqualTo(EcdsaSigner.class.getName());
        assertThat(service(Verifier.class)).isEqualTo(EcdsaVerifier.class.getName());
        assertThat(new EcdsaSigner().name())
                .isEqualTo(new EcdsaVerifier().name())
                .isEqualTo("ecdsa");
    }

    private static String service(Class<?> type) throws Exception {
        try (var input = EcdsaSigner.class.getResourceAsStream("/META-INF/services/" + type.getName())) {
            return new String(input.readAllBytes()).strip();
        }
    }
}
