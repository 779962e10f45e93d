package dev.gossip.examples.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.core.registry.Candidate;
import dev.gossip.core.registry.ProviderRegistry;
import dev.gossip.crypto.SignatureEngines;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what can be chosen, from which artifact it came, and why something cannot be used. */
@Command(
        name = "providers",
        description = "Lists the transports, protocols, routers and signature algorithms that were found.",
        mixinStandardHelpOptions = true)
final class ProvidersCommand implements Callable<Integer> {

    private static final String ROW = "%-10s %-16s %8s  %-40s %s%n";

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, ProviderRegistry<?>> registries =
                registries(Thread.currentThread().getContextClassLoader());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(tree(registries)));
        } else {
            table(registries, out);
        }
        return 0;
    }

    private static Map<String, ProviderRegistry<?>> registries(ClassLoader loader) {
        Map<String, ProviderRegistry<?>> registries = new LinkedHashMap<>();
        registries.put("transport", ProviderRegistry.transports(loader));
        registries.put("protocol", ProviderRegistry.protocols(loader));
        registries.put("router", ProviderRegistry.routers(loader));
        registries.put("signer", ProviderRegistry.signers(loader));
        registries.put("verifier", ProviderRegistry.verifiers(loader));
        return registries;
    }

    private static void table(Map<String, ProviderRegistry<?>> registries, PrintWriter out) {
        out.printf(ROW, "kind", "name", "priority", "artifact", "usable");
        registries.forEach((kind, registry) -> {
            for (Candidate<?> found : registry.candidates()) {
                String usable = found.isUsable() ? "yes" : "no: " + found.problem();
                String priority = found.priority() == 0 ? "by name" : Integer.toString(found.priority());
                out.printf(ROW, kind, found.name(), priority, found.artifact(), usable);
            }
            if (registry.candidates().isEmpty()) {
                out.printf(ROW, kind, "(none)", "", "", "");
            }
        });
        SignatureEngines.Selection engine = SignatureEngines.current();
        out.printf("%nsignature arithmetic: %s (%s)%n", engine.name(), engine.reason());
    }

    private static ObjectNode tree(Map<String, ProviderRegistry<?>> registries) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        registries.forEach((kind, registry) -> list(registry.candidates(), tree.putArray(kind)));
        SignatureEngines.Selection engine = SignatureEngines.current();
        tree.putObject("signatureArithmetic").put("name", engine.name()).put("reason", engine.reason());
        return tree;
    }

    private static void list(List<? extends Candidate<?>> candidates, ArrayNode array) {
        for (Candidate<?> found : candidates) {
            array.addObject()
                    .put("name", found.name())
                    .put("priority", found.priority())
                    .put("artifact", found.artifact())
                    .put("usable", found.isUsable())
                    .put("problem", found.problem());
        }
    }
}
