package dev.gossip.tck;

import java.util.Set;

/** Ways to break a protocol, each with the rules that must notice. */
enum ProtocolFlaw {
    NONE,
    CHOSEN_UNASKED("P01"),
    MIXES_CARRIERS("P02"),
    MEASURES_ONLY_WHOLE_FRAMES("P03", "P04"),
    MEASURES_ANY_LENGTH("P04"),
    CHANGES_THE_TOPIC("P05"),
    SEALS_ANEW("P06"),
    FILLS_UP_WHAT_IS_MISSING("P07"),
    IGNORES_A_BIT("P08"),
    THROWS_ON_STRANGE_VERSIONS("P08", "P09"),
    WRITES_ANY_LENGTH("P10"),
    WRITES_ANY_BODY("P11"),
    GIVES_ONE_ID_TO_ALL("P12");

    private final Set<String> rules;

    ProtocolFlaw(String... rules) {
        this.rules = Set.of(rules);
    }

    Set<String> rules() {
        return rules;
    }
}
