package dev.gossip.benchmarks.dissemination;

import java.util.Optional;

/** What theory says about a scheme; a figure about which it says nothing is absent. */
record Theory(
        Optional<Expected> copies,
        Optional<Expected> announcements,
        Optional<Expected> coverage,
        Optional<Expected> atomic,
        Optional<Expected> originUploads,
        Optional<Expected> hopsToLast) {

    /** Nothing at all. */
    static final Theory SILENT = new Theory(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Theory withCopies(Expected value) {
        return new Theory(Optional.of(value), announcements, coverage, atomic, originUploads, hopsToLast);
    }

    Theory withAnnouncements(Expected value) {
        return new Theory(copies, Optional.of(value), coverage, atomic, originUploads, hopsToLast);
    }

    Theory withCoverage(Expected value) {
        return new Theory(copies, announcements, Optional.of(value), atomic, originUploads, hopsToLast);
    }

    Theory withAtomic(Expected value) {
        return new Theory(copies, announcements, coverage, Optional.of(value), originUploads, hopsToLast);
    }

    Theory withOriginUploads(Expected value) {
        return new Theory(copies, announcements, coverage, atomic, Optional.of(value), hopsToLast);
    }

    Theory withHopsToLast(Expected value) {
        return new Theory(copies, announcements, coverage, atomic, originUploads, Optional.of(value));
    }

    /**
     * A figure and how far a measurement may be from it.
     *
     * @param error the greatest difference that theory and the number of messages allow
     */
    record Expected(double value, double error) {

        /** Rounding only. */
        static Expected exactly(double value) {
            return new Expected(value, 1e-9 * Math.max(1, Math.abs(value)));
        }

        /** Anything from {@code least} to {@code most}. */
        static Expected between(double least, double most) {
            return new Expected((least + most) / 2, (most - least) / 2);
        }

        boolean admits(double measured) {
            return Math.abs(measured - value) <= error;
        }
    }
}
