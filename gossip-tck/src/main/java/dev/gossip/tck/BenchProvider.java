package dev.gossip.tck;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each transport rule its bench, which JUnit closes with the rule. */
final class BenchProvider implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(BenchProvider.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TransportBench.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TransportContract contract = (TransportContract) context.getRequiredTestInstance();
        return context.getStore(NAMESPACE)
                .computeIfAbsent(TransportBench.class, type -> new TransportBench(contract), TransportBench.class);
    }
}
