package dev.gossip.crypto.ec;

import java.lang.reflect.InvocationTargetException;
import java.security.Provider;

/**
 * Finds the Amazon Corretto Crypto Provider by name, so that it stays optional. It is native code; the jar holds one
 * platform's library and reports whether that could be loaded and passed its own tests.
 */
public final class CorrettoEcdsa {

    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private CorrettoEcdsa() {}

    /** The engine, or in {@code reason} why there is none. */
    public static Attempt find() {
        try {
            Class<?> type = Class.forName(PROVIDER, true, CorrettoEcdsa.class.getClassLoader());
            Object instance = type.getField("INSTANCE").get(null);
            type.getMethod("assertHealthy").invoke(instance);
            return Attempt.found(new JcaEcdsa("accp", (Provider) instance));
        } catch (ClassNotFoundException absent) {
            return Attempt.none("AmazonCorrettoCryptoProvider is not on the class path or module path");
        } catch (InvocationTargetException unhealthy) {
            return Attempt.none("AmazonCorrettoCryptoProvider is present but unhealthy: " + unhealthy.getCause());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException unusable) {
            return Attempt.none("AmazonCorrettoCryptoProvider is present but unusable: " + unusable);
        }
    }
}
