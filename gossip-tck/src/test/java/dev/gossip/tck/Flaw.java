package dev.gossip.tck;

import java.util.Set;

/** Ways to break a transport, each with the rules that must notice. */
enum Flaw {
    NONE,
    STALE_PORT("T01"),
    TAKES_TAKEN_ADDRESSES("T02"),
    LISTENER_TAKES_CONNECTIONS_ALONG("T03"),
    OPENS_TWICE("T04"),
    CLOSES_TWICE("T05"),
    LEAVES_REFUSED_DIALLER_WAITING("T06"),
    SWALLOWS_EMPTY_FRAMES("T08"),
    CONTROL_OVERTAKES_DATA("T09"),
    REUSES_ITS_BUFFER("T10"),
    SENDS_OVERSIZE("T11"),
    RECEIVES_OVERSIZE("T12"),
    BLOCKS_IN_CALLBACKS("T13"),
    HAS_NO_BOUND_FOR_CONTROL("T14"),
    FORGETS_WRITABLE("T15"),
    LOSES_A_FRAME_ON_RESUME("T16"),
    LOSES_FRAMES_ON_CLOSE("T17"),
    CALLS_CONCURRENTLY("T18"),
    CALLS_BACK_INSIDE_CLOSE("T19"),
    FAILURE_CLOSES_OTHERS("T20"),
    LEAVES_A_THREAD("T21"),
    IGNORES_TLS("T22", "T23", "T24", "T25", "T26", "T34"),
    STALLS_BEHIND_A_SLOW_READER("T29"),
    LOSES_DIALS_IN_A_STORM("T30"),
    WAITS_FOREVER_FOR_THE_DEAD("T31"),
    REFUSES_IN_THE_NAME_OF_LIMITS("T32"),
    COUNTS_WHOM_IT_LETS_IN("T33");

    private final Set<String> rules;

    Flaw(String... rules) {
        this.rules = Set.of(rules);
    }

    Set<String> rules() {
        return rules;
    }
}
