package dev.gossip.examples.node;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Asks one key manager when accepting and another when dialling; aliases say which of them they are of. */
final class PairedKeys extends X509ExtendedKeyManager {

    private static final String DIALLING = "dialling:";

    private final X509ExtendedKeyManager accepting;
    private final X509ExtendedKeyManager dialling;

    PairedKeys(X509ExtendedKeyManager accepting, X509ExtendedKeyManager dialling) {
        this.accepting = accepting;
        this.dialling = dialling;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        String[] aliases = dialling.getClientAliases(keyType, issuers);
        return aliases == null
                ? null
                : Arrays.stream(aliases).map(PairedKeys::mark).toArray(String[]::new);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return accepting.getServerAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return mark(dialling.chooseClientAlias(keyTypes, issuers, socket));
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return accepting.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return mark(dialling.chooseEngineClientAlias(keyTypes, issuers, engine));
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return accepting.chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        return isDialling(alias) ? dialling.getCertificateChain(unmarked(alias)) : accepting.getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        return isDialling(alias) ? dialling.getPrivateKey(unmarked(alias)) : accepting.getPrivateKey(alias);
    }

    private static @Nullable String mark(@Nullable String alias) {
        return alias == null ? null : DIALLING + alias;
    }

    private static boolean isDialling(@Nullable String alias) {
        return alias != null && alias.startsWith(DIALLING);
    }

    private static String unmarked(@Nullable String alias) {
        return alias == null ? "" : alias.substring(DIALLING.length());
    }
}
