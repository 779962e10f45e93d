package dev.gossip.core.node;

import dev.gossip.api.GossipException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of one message on several endpoints. */
record Outcome(int queued, List<Throwable> failures) {

    /** Of one endpoint; either {@code queued} or {@code failure} is given. */
    static Outcome of(String endpoint, @Nullable Integer queued, @Nullable Throwable failure) {
        if (failure == null) {
            return new Outcome(queued == null ? 0 : queued, List.of());
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new Outcome(
                0, List.of(new GossipException("endpoint '" + endpoint + "' refused: " + cause.getMessage(), cause)));
    }

    Outcome plus(Outcome other) {
        return new Outcome(
                queued + other.queued,
                Stream.concat(failures.stream(), other.failures.stream()).toList());
    }

    /** @throws GossipException if an endpoint refused, naming each that did and how many peers were reached by the others */
    int queuedOrFailed() {
        if (failures.isEmpty()) {
            return queued;
        }
        GossipException refused = new GossipException(
                String.join("; ", failures.stream().map(Throwable::getMessage).toList())
                        + "; on the other endpoints it was queued to " + queued + " peers",
                failures.get(0));
        failures.stream().skip(1).forEach(refused::addSuppressed);
        throw refused;
    }
}
