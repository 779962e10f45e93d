package dev.gossip.examples.demo.all;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.examples.bridge.demo.BridgeDemo;
import dev.gossip.examples.demo.chronos.ChronosDemo;
import dev.gossip.examples.demo.fabric.FabricDemo;
import dev.gossip.examples.demo.fisco.FiscoDemo;
import dev.gossip.examples.demo.orbs.OrbsDemo;
import dev.gossip.examples.sdk.FiscoSdk;
import dev.gossip.examples.sdk.SdkProgram;
import dev.gossip.examples.sdk.SdkUnavailableException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be shown. */
public enum Demonstration {
    FABRIC {
        @Override
        public ObjectNode run(PrintWriter out, boolean tls) {
            return new FabricDemo(out).run();
        }
    },
    FISCO {
        @Override
        public ObjectNode run(PrintWriter out, boolean tls) {
            return new FiscoDemo(out).run();
        }
    },
    ORBS {
        @Override
        public ObjectNode run(PrintWriter out, boolean tls) {
            return new OrbsDemo(out, tls).run();
        }
    },
    CHRONOS {
        @Override
        public ObjectNode run(PrintWriter out, boolean tls) {
            return new ChronosDemo(out).run();
        }
    },
    BRIDGE {
        @Override
        public ObjectNode run(PrintWriter out, boolean tls) {
            return new BridgeDemo(out, sdk(out), false).run();
        }

        private static Optional<SdkProgram> sdk(PrintWriter out) {
            try {
                return Optional.of(FiscoSdk.V3.prepare(out::println));
            } catch (SdkUnavailableException e) {
                out.println("no real SDK of FISCO BCOS, because " + e.getMessage());
                return Optional.empty();
            }
        }
    };

    /** As it is called on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Shows it; every wait in it is bounded.
     *
     * @param out where the report goes
     * @param tls with TLS, where the system leaves the choice
     * @return what was measured, with a {@code verdict} of {@code PASS} or {@code FAIL}
     */
    public abstract ObjectNode run(PrintWriter out, boolean tls);

    /** Empty if nothing is called so. */
    public static Optional<Demonstration> of(String label) {
        return Arrays.stream(values())
                .filter(known -> known.label().equals(label))
                .findFirst();
    }

    /** All labels, with commas. */
    public static String labels() {
        return String.join(
                ", ", Arrays.stream(values()).map(Demonstration::label).toList());
    }
}
