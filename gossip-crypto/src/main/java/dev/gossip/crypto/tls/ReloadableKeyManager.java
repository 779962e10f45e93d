package dev.gossip.crypto.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Presents the one certificate of the current generation. The alias carries the generation, and the previous one stays
 * known, so that a handshake caught by a reload gets certificate and key that fit each other.
 */
public final class ReloadableKeyManager extends X509ExtendedKeyManager {

    private static final String PREFIX = "node-";

    private volatile Generations generations;

    public ReloadableKeyManager(TlsState state) {
        this.generations = new Generations(state, null);
    }

    public void reload(TlsState state) {
        generations = new Generations(state, generations.current());
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = alias(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return getClientAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        TlsState state = find(alias);
        return state == null ? null : state.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        TlsState state = find(alias);
        return state == null ? null : state.key();
    }

    /** Key types are names such as EC, RSA, RSASSA-PSS or EC_RSA; the part before the underscore is the key's. */
    private @Nullable String alias(String... keyTypes) {
        TlsState state = generations.current();
        String own = state.key().getAlgorithm();
        for (String keyType : keyTypes) {
            if (keyType.equals(own) || keyType.startsWith(own + "_")) {
                return PREFIX + state.generation();
            }
        }
        return null;
    }

    private @Nullable TlsState find(@Nullable String alias) {
        Generations known = generations;
        if ((PREFIX + known.current().generation()).equals(alias)) {
            return known.current();
        }
        TlsState previous = known.previous();
        return previous != null && (PREFIX + previous.generation()).equals(alias) ? previous : null;
    }

    private record Generations(TlsState current, @Nullable TlsState previous) {}
}
