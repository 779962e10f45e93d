package dev.gossip.core.registry;

import dev.gossip.api.Choice;
import dev.gossip.api.GossipException;
import dev.gossip.spi.Discovery;
import dev.gossip.spi.Provider;
import dev.gossip.spi.Router;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.crypto.Verifier;
import dev.gossip.spi.protocol.Protocol;
import dev.gossip.spi.transport.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the providers of one kind and chooses between them: a given instance; else the named one; else the only usable one
 * above priority 0; else the one of highest unique priority; else an error that says what was asked, found and missing.
 *
 * @param <P> the kind
 */
public final class ProviderRegistry<P extends Provider> {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderRegistry.class);

    /** A class path that cannot be read fails for ever, in the same words; looking on stops here. */
    private static final int MAX_FAILURES = 100;

    private final String noun;
    private final List<Candidate<P>> candidates;

    private ProviderRegistry(String noun, List<Candidate<P>> candidates) {
        this.noun = noun;
        this.candidates = List.copyOf(candidates);
    }

    public static ProviderRegistry<Transport> transports(ClassLoader loader) {
        return of("transport", ServiceLoader.load(Transport.class, loader));
    }

    public static ProviderRegistry<Protocol> protocols(ClassLoader loader) {
        return of("protocol", ServiceLoader.load(Protocol.class, loader));
    }

    public static ProviderRegistry<Discovery> discoveries(ClassLoader loader) {
        return of("discovery", ServiceLoader.load(Discovery.class, loader));
    }

    public static ProviderRegistry<Router> routers(ClassLoader loader) {
        return of("router", ServiceLoader.load(Router.class, loader));
    }

    public static ProviderRegistry<Signer> signers(ClassLoader loader) {
        return of("signer", ServiceLoader.load(Signer.class, loader));
    }

    public static ProviderRegistry<Verifier> verifiers(ClassLoader loader) {
        return of("verifier", ServiceLoader.load(Verifier.class, loader));
    }

    /** {@code ServiceLoader.stream()} dies at the first broken entry, so each step is guarded on its own. */
    private static <P extends Provider> ProviderRegistry<P> of(String noun, ServiceLoader<P> loader) {
        List<Candidate<P>> found = new ArrayList<>();
        Iterator<P> iterator = loader.iterator();
        int failures = 0;
        while (failures < MAX_FAILURES) {
            try {
                if (!iterator.hasNext()) {
                    break;
                }
                P provider = iterator.next();
                found.add(Candidate.asked(provider, Artifacts.of(provider.getClass())));
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                Candidate<P> broken = Candidate.broken("unknown artifact", rootMessage(e));
                if (!found.contains(broken)) {
                    found.add(broken);
                }
            }
        }
        return new ProviderRegistry<>(noun, found);
    }

    private static String rootMessage(Throwable failure) {
        return failure.getCause() == null ? failure.getMessage() : failure.getMessage() + ": " + failure.getCause();
    }

    /** Everything found, usable or not, in the order of discovery. */
    public List<Candidate<P>> candidates() {
        return candidates;
    }

    /**
     * Chooses among all providers.
     *
     * @throws GossipException if the choice is impossible or unclear
     */
    public P choose(Choice<P> choice) {
        return choose(choice, provider -> "");
    }

    /**
     * Chooses among the providers that suit.
     *
     * @param unsuitable why a provider does not suit this use; empty if it does
     * @throws GossipException if the choice is impossible or unclear
     */
    public P choose(Choice<P> choice, Function<P, String> unsuitable) {
        if (choice.instance().isPresent()) {
            P given = choice.instance().get();
            return log(given, "given by the application", Artifacts.of(given.getClass()));
        }
        List<Candidate<P>> judged = candidates.stream()
                .map(candidate -> judge(candidate, unsuitable))
                .toList();
        return choice.name().isPresent() ? byName(choice.name().get(), judged) : byPriority(judged);
    }

    private Candidate<P> judge(Candidate<P> candidate, Function<P, String> unsuitable) {
        if (!candidate.isUsable()) {
            return candidate;
        }
        return candidate.judged(candidate.provider().map(unsuitable).orElse(""));
    }

    private P byName(String name, List<Candidate<P>> judged) {
        List<Candidate<P>> named = judged.stream()
                .filter(candidate -> candidate.name().equals(name))
                .toList();
        List<Candidate<P>> usable = named.stream().filter(Candidate::isUsable).toList();
        if (usable.size() == 1) {
            return log(usable.get(0), "chosen by name");
        }
        if (usable.size() > 1) {
            throw failure(
                    "more than one " + noun + " is called '" + name + "'",
                    judged,
                    "remove all but one from the" + " class path or pass the instance to the builder");
        }
        String artifact = Artifacts.providing(name)
                .map(found -> "add the artifact dev.gossip:" + found)
                .orElse("check the name, or add the artifact that provides it");
        throw failure(
                named.isEmpty()
                        ? "no " + noun + " called '" + name + "' was found"
                        : "the " + noun + " '" + name + "' cannot be used",
                judged,
                named.isEmpty() ? artifact : "mend what the list names or choose another one");
    }

    private P byPriority(List<Candidate<P>> judged) {
        List<Candidate<P>> open = judged.stream()
                .filter(candidate -> candidate.isUsable() && candidate.priority() > 0)
                .sorted(Comparator.comparingInt((Candidate<P> candidate) -> candidate.priority())
                        .reversed())
                .toList();
        if (open.isEmpty()) {
            throw failure(
                    "no " + noun + " can be chosen without a name",
                    judged,
                    Artifacts.defaultFor(noun)
                            .map(found -> "name one, or add the artifact dev.gossip:" + found)
                            .orElse("name one"));
        }
        if (open.size() > 1 && open.get(0).priority() == open.get(1).priority()) {
            throw failure(
                    "more than one " + noun + " has the highest priority "
                            + open.get(0).priority(),
                    judged,
                    "choose one by name");
        }
        return log(open.get(0), open.size() == 1 ? "the only usable one" : "the highest priority");
    }

    private GossipException failure(String problem, List<Candidate<P>> judged, String advice) {
        StringBuilder text = new StringBuilder(problem).append(". Found by ServiceLoader: ");
        if (judged.isEmpty()) {
            text.append("none");
        }
        for (int i = 0; i < judged.size(); i++) {
            text.append(i == 0 ? "" : "; ").append(judged.get(i));
        }
        return new GossipException(
                text.append(". What to do: ").append(advice).append('.').toString());
    }

    private P log(Candidate<P> candidate, String why) {
        return log(candidate.provider().orElseThrow(), why, candidate.artifact());
    }

    private P log(P provider, String why, String artifact) {
        LOG.info("{} '{}' from {}: {}", noun, provider.name(), artifact, why);
        return provider;
    }
}
