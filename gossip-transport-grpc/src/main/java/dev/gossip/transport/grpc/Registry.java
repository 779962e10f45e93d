package dev.gossip.transport.grpc;

import dev.gossip.api.Bytes;
import io.grpc.HandlerRegistry;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the methods of one protocol, whatever services they belong to. */
final class Registry extends HandlerRegistry {

    private final Map<String, ServerMethodDefinition<Bytes, Bytes>> methods = new HashMap<>();

    Registry(LinkSetup setup, ServerCallHandler<Bytes, Bytes> stream) {
        Methods known = setup.methods();
        known.probe()
                .ifPresent(probe -> methods.put(
                        probe.getFullMethodName(), ServerMethodDefinition.create(probe, new ProbeAnswer(setup))));
        methods.put(known.stream().getFullMethodName(), ServerMethodDefinition.create(known.stream(), stream));
    }

    @Override
    public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
        return methods.get(name);
    }
}
