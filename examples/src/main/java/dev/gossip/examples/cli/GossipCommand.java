package dev.gossip.examples.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command: common options and help. */
@Command(
        name = "gossip",
        description = "Runs gossip nodes and shows what they do.",
        mixinStandardHelpOptions = true,
        versionProvider = ArtifactVersion.class,
        scope = ScopeType.INHERIT)
final class GossipCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log more to stderr; twice for all details.")
    void verbose(boolean[] times) {
        Level level = times.length > 1 ? Level.DEBUG : Level.INFO;
        if (LoggerFactory.getLogger("dev.gossip") instanceof Logger logger) {
            logger.setLevel(level);
        }
        LibraryLogs.tell(times.length > 1 ? java.util.logging.Level.FINE : java.util.logging.Level.INFO);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? For a start: ./gossip demo");
    }
}
