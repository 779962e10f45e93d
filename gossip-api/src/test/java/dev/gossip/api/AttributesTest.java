package dev.gossip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.gossip.api.Attributes.Key;
import org.junit.jupiter.api.Test;

class AttributesTest {

    private static final Key<Integer> TTL = new Key<>("ttl", Integer.class);
    private static final Key<String> GROUP = new Key<>("group", String.class);

    @Test
    void withMakesACopy() {
        Attributes one = Attributes.empty().with(TTL, 1);
        Attributes two = one.with(TTL, 2).with(GROUP, "g");
        assertThat(Attributes.empty().get(TTL)).isEmpty();
        assertThat(one.get(TTL)).contains(1);
        assertThat(one.get(GROUP)).isEmpty();
        assertThat(two.get(TTL)).contains(2);
        assertThat(two.get(GROUP)).contains("g");
    }

    @Test
    void keysDifferByNameAndType() {
        Attributes attributes = Attributes.empty().with(TTL, 1);
        assertThat(attributes.get(new Key<>("ttl", String.class))).isEmpty();
        assertThat(attributes.get(new Key<>("ttl", Integer.class))).contains(1);
    }

    @Test
    void equalityLooksAtContent() {
        assertThat(Attributes.empty().with(TTL, 1).with(GROUP, "g"))
                .isEqualTo(Attributes.empty().with(GROUP, "g").with(TTL, 1))
                .hasSameHashCodeAs(Attributes.empty().with(GROUP, "g").with(TTL, 1))
                .isNotEqualTo(Attributes.empty().with(TTL, 1));
    }

    @Test
    void nothingIsNoValue() {
        assertThatNullPointerException().isThrownBy(() -> Attributes.empty().with(GROUP, null));
    }
}
