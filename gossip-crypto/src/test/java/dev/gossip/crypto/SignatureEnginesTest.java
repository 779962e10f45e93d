package dev.gossip.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gossip.crypto.ec.Attempt;
import dev.gossip.crypto.ec.BouncyCastleEcdsa;
import dev.gossip.crypto.ec.CorrettoEcdsa;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.crypto.Verifier;
import java.security.Security;
import java.util.List;
import java.util.stream.Stream;
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
        for (Class<?> type : List.of(Signer.class, Verifier.class)) {
            List<String> names = Stream.of("Ecdsa", "Ed25519", "Secp256k1", "Sm2")
                    .map(name -> "dev.gossip.crypto." + name + type.getSimpleName())
                    .toList();
            assertThat(service(type)).containsExactlyElementsOf(names);
            if (declared != null) {
                assertThat(declared.provides())
                        .anyMatch(p -> p.service().equals(type.getName())
                                && p.providers().equals(names));
            }
        }
        assertThat(new EcdsaSigner().name())
                .isEqualTo(new EcdsaVerifier().name())
                .isEqualTo("ecdsa");
    }

    private static List<String> service(Class<?> type) throws Exception {
        try (var input = EcdsaSigner.class.getResourceAsStream("/META-INF/services/" + type.getName())) {
            return new String(input.readAllBytes()).lines().toList();
        }
    }
}
