package dev.gossip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecipientsTest {

    private static final NodeId A = NodeId.fromHex("0a");
    private static final NodeId B = NodeId.fromHex("0b");
    private static final NodeId C = NodeId.fromHex("0c");

    @Test
    void everybodyIsIncluded() {
        assertThat(Recipients.ALL.include(A)).isTrue();
        assertThat(Recipients.ONE_SUBSCRIBER.include(A)).isTrue();
        assertThat(Recipients.ALL).isNotEqualTo(Recipients.ONE_SUBSCRIBER);
    }

    @Test
    void onlyTheListedAreIncluded() {
        Recipients only = Recipients.only(A, B);
        assertThat(only.include(A)).isTrue();
        assertThat(only.include(C)).isFalse();
        assertThat(Recipients.only().include(A)).isFalse();
        assertThat(only).isEqualTo(Recipients.only(B, A));
    }

    @Test
    void allButTheListedAreIncluded() {
        Recipients allBut = Recipients.allBut(A, B);
        assertThat(allBut.include(A)).isFalse();
        assertThat(allBut.include(C)).isTrue();
        assertThat(Recipients.allBut().include(A)).isTrue();
    }

    @Test
    void laterChangesOfTheGivenSetAreNotSeen() {
        Set<NodeId> ids = new HashSet<>(Set.of(A));
        Recipients only = new Recipients.Only(ids);
        Recipients allBut = new Recipients.AllBut(ids);
        ids.add(B);
        assertThat(only.include(B)).isFalse();
        assertThat(allBut.include(B)).isTrue();
    }

    @Test
    void aRepeatedIdIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Recipients.only(A, A));
    }
}
