package dev.gossip.tck;

import java.util.Set;

/** Ways to break a transport over TCP and TLS, each with the rules that must notice. */
enum SocketFlaw {
    NONE,
    EXPECTS_WHOLE_PREFIXES("T07"),
    ALLOCATES_WHAT_IS_ANNOUNCED("T12"),
    HIDES_WHAT_TLS_FOUND("T22"),
    TRUSTS_EVERY_ROOT("T23"),
    TRUSTS_THE_EXPIRED("T24"),
    DEMANDS_NO_CERTIFICATE("T25"),
    NEVER_CHECKS_NAMES("T26"),
    ALWAYS_CHECKS_NAMES("T26"),
    HANDS_OVER_HALF_FRAMES("T27"),
    WAITS_FOREVER_FOR_TLS("T27", "T31"),
    LETS_EVERY_BYTE_PROLONG_THE_DEADLINE("T27"),
    END_CLOSES_OTHERS("T07", "T28"),
    LETS_A_HOST_TAKE_EVERY_PLACE("T32"),
    ASKS_BEFORE_IT_LIMITS("T32"),
    NEVER_FREES_A_PLACE("T32", "T34"),
    HAS_NO_RATE("T33"),
    GIVES_UP_IN_A_FLOOD("T35"),
    TELLS_NOBODY("T32", "T33", "T34"),
    IGNORES_HANDSHAKES("T34"),
    NEVER_FINISHES_HANDSHAKES("T34");

    private final Set<String> rules;

    SocketFlaw(String... rules) {
        this.rules = Set.of(rules);
    }

    Set<String> rules() {
        return rules;
    }
}
