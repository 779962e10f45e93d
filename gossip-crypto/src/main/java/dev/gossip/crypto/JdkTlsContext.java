package dev.gossip.crypto;

import dev.gossip.api.GossipException;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.tls.AllowedGroups;
import dev.gossip.crypto.tls.ReloadableKeyManager;
import dev.gossip.crypto.tls.ReloadableTrustManager;
import dev.gossip.crypto.tls.TlsState;
import dev.gossip.crypto.x509.RevocationLists;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS by the JDK's engine: mutual, TLS 1.3 and 1.2, reloadable while links are up. New handshakes see reloaded material;
 * links that are up keep what they agreed on. The JDK takes the arithmetic of its handshakes from the providers installed
 * in the process, which this library leaves alone; a transport with an engine of its own can use the managers alone.
 * Thread-safe.
 */
public final class JdkTlsContext implements ReloadableTlsContext {

    /** Sessions are hardly resumed: resumption would skip the judgement of certificates, and links live long. */
    private static final int SESSION_SECONDS = 1;

    private static final int SESSIONS_KEPT = 64;

    private final ReloadableKeyManager keyManager;
    private final ReloadableTrustManager trustManager;
    private final List<String> protocols;
    private final List<String> cipherSuites;
    private final List<String> namedGroups;
    private final ClientAuth clientAuth;
    private final boolean verifyPeerName;
    private volatile TlsState state;
    private volatile SSLContext context;

    private JdkTlsContext(Builder builder) {
        this.state = state(0, builder.material);
        this.keyManager = new ReloadableKeyManager(state);
        this.trustManager = new ReloadableTrustManager(state, builder.time);
        this.context = newContext();
        this.protocols = builder.protocols;
        this.cipherSuites = builder.cipherSuites;
        this.namedGroups = builder.namedGroups;
        this.clientAuth = builder.clientAuth;
        this.verifyPeerName = builder.verifyPeerName;
        requireSupported(cipherSuites, context);
    }

    /**
     * Starts with mutual authentication, TLS 1.3 and 1.2, the JDK's cipher suites, and peer names checked.
     *
     * @param time judges the dates of certificates
     */
    public static Builder builder(TlsMaterial material, TimeSource time) {
        return new Builder(material, time);
    }

    /**
     * Presents and trusts {@code material} from the next handshake on; on failure nothing changes. Engines of an
     * {@link #sslContext()} taken earlier see it too, but could resume a session of the last second.
     */
    @Override
    public synchronized void reload(TlsMaterial material) {
        TlsState fresh = state(state.generation() + 1, material);
        trustManager.reload(fresh);
        keyManager.reload(fresh);
        state = fresh;
        context = newContext();
    }

    @Override
    public X509ExtendedKeyManager keyManager() {
        return keyManager;
    }

    @Override
    public X509ExtendedTrustManager trustManager() {
        return trustManager;
    }

    /** A fresh one after each reload, which resumes no session from before; take it per connection. */
    @Override
    public SSLContext sslContext() {
        return context;
    }

    @Override
    public List<X509Certificate> ownChain() {
        return state.chain();
    }

    @Override
    public List<String> protocols() {
        return protocols;
    }

    @Override
    public List<String> cipherSuites() {
        return cipherSuites;
    }

    /** By their standard names. The JDK's engine takes them as a set, in an order of its own. */
    @Override
    public List<String> namedGroups() {
        return namedGroups;
    }

    @Override
    public ClientAuth clientAuth() {
        return clientAuth;
    }

    @Override
    public boolean verifyPeerName() {
        return verifyPeerName;
    }

    @Override
    public String engine() {
        return "jdk";
    }

    /** Groups are limited by constraints on each engine, because Java 17 has no parameter for them. */
    @Override
    public SSLParameters parameters(boolean client) {
        SSLParameters parameters = ReloadableTlsContext.super.parameters(client);
        if (!namedGroups.isEmpty()) {
            parameters.setAlgorithmConstraints(new AllowedGroups(namedGroups));
        }
        return parameters;
    }

    private static TlsState state(int generation, TlsMaterial material) {
        return new TlsState(
                generation,
                material.key(),
                material.chain(),
                material.trustedRoots(),
                new RevocationLists(material.revocationLists()));
    }

    private SSLContext newContext() {
        try {
            SSLContext fresh = SSLContext.getInstance("TLS");
            fresh.init(new KeyManager[] {keyManager}, new TrustManager[] {trustManager}, null);
            limit(fresh.getServerSessionContext());
            limit(fresh.getClientSessionContext());
            return fresh;
        } catch (GeneralSecurityException e) {
            throw new GossipException("the JDK offers no TLS: " + e.getMessage(), e);
        }
    }

    private static void limit(SSLSessionContext sessions) {
        sessions.setSessionTimeout(SESSION_SECONDS);
        sessions.setSessionCacheSize(SESSIONS_KEPT);
    }

    private static void requireSupported(List<String> suites, SSLContext context) {
        Set<String> supported = Set.of(context.getSupportedSSLParameters().getCipherSuites());
        for (String suite : suites) {
            if (!supported.contains(suite)) {
                throw new GossipException(
                        "cipher suite " + suite + " is unknown to the JDK's TLS; it knows " + supported);
            }
        }
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {

        private static final List<String> KNOWN_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

        private final TlsMaterial material;
        private final TimeSource time;
        private List<String> protocols = KNOWN_PROTOCOLS;
        private List<String> cipherSuites = List.of();
        private List<String> namedGroups = List.of();
        private ClientAuth clientAuth = ClientAuth.REQUIRE;
        private boolean verifyPeerName = true;

        private Builder(TlsMaterial material, TimeSource time) {
            this.material = material;
            this.time = time;
        }

        /** {@code TLSv1.3}, {@code TLSv1.2} or both. */
        public Builder protocols(String... names) {
            List<String> chosen = List.of(names);
            if (chosen.isEmpty() || !KNOWN_PROTOCOLS.containsAll(chosen)) {
                throw new GossipException("TLS protocols must be among " + KNOWN_PROTOCOLS + ", not " + chosen);
            }
            this.protocols = chosen;
            return this;
        }

        /** The only suites to offer and accept, by their standard names; none means the JDK's default. */
        public Builder cipherSuites(String... names) {
            this.cipherSuites = List.of(names);
            return this;
        }

        /**
         * The only key-exchange groups to offer and accept, for example {@code secp256r1}; none means the JDK's default. The
         * JDK then takes certificates on the same curves only, so the list must hold those of all certificates.
         *
         * @throws GossipException if the JDK knows no group of that name
         */
        public Builder namedGroups(String... names) {
            this.namedGroups = AllowedGroups.requireKnown(List.of(names));
            return this;
        }

        /** What the accepting side asks of diallers; required by default. */
        public Builder clientAuth(ClientAuth demand) {
            this.clientAuth = demand;
            return this;
        }

        /** Whether a dialler compares the address that it dialled with the certificate; ledgers that identify by key do not. */
        public Builder verifyPeerName(boolean verify) {
            this.verifyPeerName = verify;
            return this;
        }

        /**
         * Makes the context.
         *
         * @throws GossipException if the JDK cannot use the material or a cipher suite
         */
        public JdkTlsContext build() {
            return new JdkTlsContext(this);
        }
    }
}
