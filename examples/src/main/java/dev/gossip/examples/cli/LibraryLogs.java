package dev.gossip.examples.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * What libraries write by {@code java.util.logging} while a command runs, in one line each on stderr. A file that is named by the
 * property {@code java.util.logging.config.file} is left in force.
 */
public final class LibraryLogs {

    /** Tells of connections that ended before they were open. Kept, because loggers that nobody keeps forget their level. */
    private static final Logger DOORS = Logger.getLogger("dev.gossip.spi.transport.support");

    private static final String RULES = """
            handlers=java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level=ALL
            java.util.logging.SimpleFormatter.format=%1$tT.%1$tL %4$-7s %3$s %5$s%6$s%n
            .level=WARNING
            # Bouncy Castle tells of the JDK's own security properties, and of each handshake, as warnings.
            org.bouncycastle.level=SEVERE
            """;

    private LibraryLogs() {}

    /** Warnings and errors only, as the commands speak for themselves. */
    public static void quiet() {
        read(RULES);
    }

    /** As nodes that are made to fail leave connections half open. More than warnings are told if that was asked for. */
    static void expectFailures() {
        if (!DOORS.isLoggable(Level.INFO)) {
            DOORS.setLevel(Level.SEVERE);
        }
    }

    /** This framework tells more. */
    static void tell(Level level) {
        read(RULES + "dev.gossip.level=" + level);
    }

    private static void read(String rules) {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try {
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(rules.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException("rules in memory can be read", e);
        }
    }
}
