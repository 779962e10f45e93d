package dev.gossip.crypto;

import dev.gossip.crypto.ec.Attempt;
import dev.gossip.crypto.ec.BouncyCastleEcdsa;
import dev.gossip.crypto.ec.CorrettoEcdsa;
import dev.gossip.crypto.ec.EcdsaEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which library does the arithmetic of ECDSA. The fastest one present is chosen once per process, when first needed,
 * and logged: {@code accp} if Amazon's provider is on the class path or module path and healthy, else
 * {@code bouncy-castle}. The JDK's own implementation, about ten times slower, is never used for signatures of messages.
 */
public final class SignatureEngines {

    private static final Logger LOG = LoggerFactory.getLogger(SignatureEngines.class);

    private SignatureEngines() {}

    /** The choice; finding it may load a native library. */
    public static Selection current() {
        return Chosen.SELECTION;
    }

    static EcdsaEngine ecdsa() {
        return Chosen.ENGINE;
    }

    /** Prefers what was found, else falls back, saying why. */
    static Selection describe(Attempt corretto) {
        return corretto.engine()
                .map(engine -> new Selection(engine.name(), "the fastest implementation present, and healthy"))
                .orElseGet(() -> new Selection(
                        "bouncy-castle",
                        corretto.reason() + "; add software.amazon.cryptools:AmazonCorrettoCryptoProvider with the"
                                + " classifier of this platform for faster signatures"));
    }

    /**
     * A chosen implementation.
     *
     * @param name {@code accp} or {@code bouncy-castle}
     * @param reason for people: why this one
     */
    public record Selection(String name, String reason) {}

    /** Delays the search until somebody signs, verifies or asks. */
    private static final class Chosen {
        private static final EcdsaEngine ENGINE;
        private static final Selection SELECTION;

        static {
            Attempt corretto = CorrettoEcdsa.find();
            ENGINE = corretto.engine().orElseGet(BouncyCastleEcdsa::new);
            SELECTION = describe(corretto);
            LOG.info("ECDSA arithmetic by {}: {}", SELECTION.name(), SELECTION.reason());
        }
    }
}
