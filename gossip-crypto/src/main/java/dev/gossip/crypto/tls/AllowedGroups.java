package dev.gossip.crypto.tls;

import dev.gossip.api.GossipException;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses key agreement in any group beside the allowed ones. The JDK's engine asks for each group by its name. */
public final class AllowedGroups implements AlgorithmConstraints {

    /** What the JDK's TLS can do on Java 17, by the names of its property {@code jdk.tls.namedGroups}. */
    private static final List<String> KNOWN = List.of(
            "x25519",
            "secp256r1",
            "secp384r1",
            "secp521r1",
            "x448",
            "ffdhe2048",
            "ffdhe3072",
            "ffdhe4096",
            "ffdhe6144",
            "ffdhe8192");

    /** Names of groups, those of newer Java included; the JDK asks about suites, keys and protocols in the same way. */
    private static final Pattern GROUP =
            Pattern.compile("sec[pt]\\d+[kr]\\d|x25519|x448|ffdhe\\d+|brainpool\\w+|\\w*mlkem\\w*");

    private final List<String> allowed;

    public AllowedGroups(List<String> allowed) {
        this.allowed = allowed;
    }

    public static List<String> requireKnown(List<String> names) {
        for (String name : names) {
            if (!KNOWN.contains(name)) {
                throw new GossipException(
                        "key-exchange group " + name + " is unknown to the JDK's TLS; it knows " + KNOWN);
            }
        }
        return names;
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters parameters) {
        if (!primitives.contains(CryptoPrimitive.KEY_AGREEMENT)) {
            return true;
        }
        String name = algorithm.toLowerCase(Locale.ROOT);
        return !GROUP.matcher(name).matches() || allowed.contains(name);
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return true;
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, Key key, @Nullable AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters);
    }
}
