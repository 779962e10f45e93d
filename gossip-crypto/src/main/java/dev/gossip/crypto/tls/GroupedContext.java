package dev.gossip.crypto.tls;

import dev.gossip.api.GossipException;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;

/** Limits the key-exchange groups of each engine that a context makes; Java 17 has no parameter for them. */
public final class GroupedContext extends SSLContext {

    public GroupedContext(SSLContext inner, List<String> groups) {
        super(new Spi(inner, groups), inner.getProvider(), inner.getProtocol());
    }

    private static final class Spi extends SSLContextSpi {

        private final SSLContext inner;
        private final String[] groups;

        Spi(SSLContext inner, List<String> groups) {
            this.inner = inner;
            this.groups = groups.toArray(String[]::new);
        }

        private SSLEngine limit(SSLEngine engine) {
            if (engine instanceof BCSSLEngine limited) {
                BCSSLParameters parameters = limited.getParameters();
                parameters.setNamedGroups(groups);
                limited.setParameters(parameters);
                return engine;
            }
            throw new GossipException("an engine of " + engine.getClass() + " cannot be limited to groups");
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("this context is ready for use");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return limit(inner.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return limit(inner.createSSLEngine(host, port));
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return inner.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return inner.getServerSocketFactory();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return inner.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return inner.getClientSessionContext();
        }
    }
}
