package dev.gossip.transport.netty;

import io.netty.handler.ssl.OpenSsl;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Optional;

/** Which settings BoringSSL cannot honour. What it would ignore or weaken in silence is left to the JDK's engine. */
final class OpenSslFit {

    private static final List<String> GROUPS = List.of("x25519", "secp256r1", "secp384r1", "secp521r1");
    /** As the JDK calls them: up to version 17 by object identifier, later by name. */
    private static final List<String> CURVES =
            List.of("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35", "secp256r1", "secp384r1", "secp521r1");

    private static final List<String> TLS_1_3_SUITES =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private OpenSslFit() {}

    /** Why {@code settings} need the JDK's engine; empty if they do not. */
    static Optional<String> objection(OpenSslSettings settings) {
        if (!settings.engine().equals("jdk")) {
            return Optional.of("the TLS context was made for the engine " + settings.engine());
        }
        return settings.namedGroups().stream()
                .filter(group -> !GROUPS.contains(group))
                .findFirst()
                .map(group -> "it does not know the group " + group)
                .or(() -> suites(settings))
                .or(() -> ownKey(settings));
    }

    private static Optional<String> suites(OpenSslSettings settings) {
        List<String> suites = settings.cipherSuites();
        if (!suites.isEmpty() && settings.protocols().contains("TLSv1.3") && !suites.containsAll(TLS_1_3_SUITES)) {
            return Optional.of("it cannot leave out a cipher suite of TLS 1.3, which are " + TLS_1_3_SUITES);
        }
        return suites.stream()
                .filter(suite -> !OpenSsl.isCipherSuiteAvailable(suite))
                .findFirst()
                .map(suite -> "it does not know the cipher suite " + suite);
    }

    private static Optional<String> ownKey(OpenSslSettings settings) {
        if (settings.ownChain().isEmpty()) {
            return Optional.empty();
        }
        PublicKey open = settings.ownChain().get(0).getPublicKey();
        if (open instanceof ECPublicKey ec && !isKnown(ec)) {
            return Optional.of("it does not know the curve of our key");
        }
        String type = open.getAlgorithm();
        String alias = settings.client()
                ? settings.keyManager().chooseEngineClientAlias(new String[] {type}, null, null)
                : settings.keyManager().chooseEngineServerAlias(type, null, null);
        PrivateKey secret = alias == null ? null : settings.keyManager().getPrivateKey(alias);
        return secret != null && secret.getEncoded() == null
                ? Optional.of("our private key cannot leave its device")
                : Optional.empty();
    }

    private static boolean isKnown(ECPublicKey key) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(key.getParams());
            return CURVES.contains(
                    parameters.getParameterSpec(ECGenParameterSpec.class).getName());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
