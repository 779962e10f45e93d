package dev.gossip.examples.bridge.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.examples.sdk.FiscoSdk;
import dev.gossip.examples.sdk.SdkProgram;
import dev.gossip.examples.sdk.SdkUnavailableException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Runs the demonstration by hand. Exit code 1 means that a promise was broken, 2 that the call was wrong. */
public final class Main {

    private static final String JSON = "--json";
    private static final String SDK = "--sdk";

    private Main() {}

    /** @param arguments {@code --json} ends with one line of JSON, {@code --sdk} takes the real SDK of FISCO BCOS 3.x */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), new PrintWriter(System.out, true, StandardCharsets.UTF_8)));
    }

    static int run(List<String> options, PrintWriter out) {
        if (!List.of(JSON, SDK).containsAll(options)) {
            out.println("known options are " + JSON + " and " + SDK + ", got " + options);
            return 2;
        }
        Optional<SdkProgram> sdk = Optional.empty();
        if (options.contains(SDK)) {
            try {
                sdk = Optional.of(FiscoSdk.V3.prepare(out::println));
            } catch (SdkUnavailableException e) {
                out.println("the SDK cannot be had: " + e.getMessage() + "; leave out " + SDK);
                return 1;
            }
        }
        ObjectNode findings = new BridgeDemo(out, sdk, false).run();
        if (options.contains(JSON)) {
            out.println(findings);
        }
        return findings.get("verdict").asText().equals("PASS") ? 0 : 1;
    }
}
