package dev.gossip.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.testkit.VirtualRuntime;
import dev.gossip.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final VirtualTime time = new VirtualTime();
    private final Lanes lanes = new Lanes(new VirtualRuntime(time, 1), 10);

    @Test
    void aScopeKeepsItsLaneWhenItIsLeftAndJoinedAgain() {
        lanes.open("a");
        SerialLane lane = lanes.lane("a");
        assertThat(lane).isNotSameAs(lanes.control());
        lanes.close("a");
        assertThat(lanes.lane("a")).isSameAs(lanes.control());
        lanes.open("a");
        assertThat(lanes.lane("a")).isSameAs(lane);
    }

    @Test
    void onlyItsOwnLanesAreCurrent() {
        List<Optional<SerialLane>> current = new ArrayList<>();
        lanes.control().execute(() -> current.add(lanes.current()));
        new Lanes(new VirtualRuntime(time, 1), 10).control().execute(() -> current.add(lanes.current()));
        time.settle();
        assertThat(current).containsExactly(Optional.of(lanes.control()), Optional.empty());
    }
}
