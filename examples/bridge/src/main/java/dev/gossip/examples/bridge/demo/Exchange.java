package dev.gossip.examples.bridge.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What was published so far, and the judgement of who heard it. Used by one thread. */
final class Exchange {

    private final List<Participant> participants;
    private final Patience patience;
    private final Consumer<String> out;
    private final Map<String, Said> said = new LinkedHashMap<>();

    Exchange(List<Participant> participants, Patience patience, Consumer<String> out) {
        this.participants = participants;
        this.patience = patience;
        this.out = out;
    }

    private record Said(Participant by, int times) {

        int expectedAt(Participant listener) {
            return listener != by || by.hearsItself() ? times : 0;
        }
    }

    /** How many messages were published so far. */
    int published() {
        return said.values().stream().mapToInt(Said::times).sum();
    }

    /** One message in each network, all at the same time. */
    void everybodySays(String title) {
        for (Participant participant : participants) {
            say(participant, title + ", in " + participant.network() + ": Überweisung № 7 → 订单", 1);
        }
        awaitAll();
        said.forEach((text, by) -> {
            if (text.startsWith(title)) {
                out.accept("   '" + by.by.network() + "' published; heard: " + counts(text));
            }
        });
    }

    /** The same bytes twice, which are two messages. */
    void saysTwice(String text) {
        Participant first = participants.get(0);
        say(first, text, 2);
        awaitAll();
        out.accept("   '" + first.network() + "' published the same bytes twice; heard: " + counts(text));
    }

    private void say(Participant participant, String text, int times) {
        said.put(text, new Said(participant, times));
        for (int i = 0; i < times; i++) {
            participant.say(text);
        }
    }

    private void awaitAll() {
        patience.await(
                "everybody hears everything",
                () -> said.entrySet().stream()
                        .allMatch(message -> participants.stream()
                                .allMatch(listener -> listener.heard(message.getKey())
                                        >= message.getValue().expectedAt(listener))));
        judge();
    }

    /** Nobody has heard anything more often than it was published. */
    void judge() {
        said.forEach((text, message) -> {
            for (Participant listener : participants) {
                int heard = listener.heard(text);
                int expected = message.expectedAt(listener);
                if (heard != expected) {
                    throw new BrokenPromise("the " + listener.title() + " heard '" + text + "' " + heard
                            + " times instead of " + expected);
                }
            }
        });
    }

    private String counts(String text) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        participants.forEach(listener -> counts.put(listener.network(), listener.heard(text)));
        return counts.toString();
    }
}
