package dev.gossip.examples.demo.fabric;

import dev.gossip.state.Source;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** A node that comes when all is said catches up by itself; the report says by which way. */
final class LateJoinerAct {

    private final Stage stage;

    LateJoinerAct(Stage stage) {
        this.stage = stage;
    }

    DemoNode play() {
        int number = stage.network().of(DemoNetwork.ORG1).size();
        DemoNode late = stage.network().add(DemoNetwork.ORG1, number);
        late.start();
        stage.timeline().say(late + " joins late, with an empty store");
        Duration took = stage.signals()
                .await(
                        late + " reaches height " + RecordedBlocks.COUNT,
                        DemoSettings.PATIENCE,
                        () -> late.log().size() >= RecordedBlocks.COUNT);
        String by =
                late.log().bySource().keySet().stream().map(LateJoinerAct::way).collect(Collectors.joining("+"));
        long height = late.life().channel().height();
        stage.findings().lateJoiner(height, by);
        stage.timeline().say(late + " reached height " + height + " by " + by + " after " + took.toMillis() + " ms");
        stage.signals().await("everybody knows " + late, DemoSettings.PATIENCE, stage.network()::isComplete);
        return late;
    }

    private static String way(Source source) {
        return source == Source.TRANSFER ? "state-transfer" : source.name().toLowerCase(Locale.ROOT);
    }
}
