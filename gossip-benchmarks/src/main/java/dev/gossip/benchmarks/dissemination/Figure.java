package dev.gossip.benchmarks.dissemination;

import dev.gossip.benchmarks.dissemination.Theory.Expected;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One measured figure beside what theory says. */
record Figure(String name, double measured, Optional<Expected> expected) {

    static List<Figure> of(Tally tally, Theory theory) {
        return List.of(
                new Figure("copiesPerDelivery", tally.copies(), theory.copies()),
                new Figure("announcementsPerDelivery", tally.announcements(), theory.announcements()),
                new Figure("coverage", tally.coverage(), theory.coverage()),
                new Figure("atomic", tally.atomic(), theory.atomic()),
                new Figure("originUploads", tally.originUploads(), theory.originUploads()),
                new Figure("hopsToLast", tally.hopsToLast(), theory.hopsToLast()));
    }

    /** Whether it is as near to theory as it must be; true if theory says nothing. */
    boolean holds() {
        return expected.map(theory -> theory.admits(measured)).orElse(true);
    }

    /** {@code 3.03/3.03}, with a mark behind it if the two are too far apart. */
    String text() {
        String theory = expected.map(value -> number(value.value())).orElse("-");
        return number(measured) + "/" + theory + (holds() ? " " : "!");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.2f", value);
    }
}
