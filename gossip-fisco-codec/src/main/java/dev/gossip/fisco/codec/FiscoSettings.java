package dev.gossip.fisco.codec;

import dev.gossip.fisco.codec.link.Settings;
import java.time.Duration;
import java.util.Map;

/** The settings of a P2P endpoint. */
record FiscoSettings(
        int generation,
        int maxVersion,
        boolean compress,
        boolean allowPlaintext,
        Duration handshakeTimeout,
        Duration heartbeatInterval,
        Duration idleTimeout) {

    static final String GENERATION = "generation";
    static final String MAX_VERSION = "maxVersion";
    static final String COMPRESS = "compress";

    static FiscoSettings of(Map<String, String> values, int highestVersion) {
        Settings settings = new Settings(values);
        return new FiscoSettings(
                settings.number(GENERATION, 2, 3, 3),
                settings.number(MAX_VERSION, 0, highestVersion, highestVersion),
                settings.flag(COMPRESS, true),
                settings.flag(Settings.ALLOW_PLAINTEXT, false),
                settings.duration(Settings.HANDSHAKE_TIMEOUT, Duration.ofSeconds(5)),
                settings.duration(Settings.HEARTBEAT_INTERVAL, Duration.ofSeconds(5)),
                settings.duration(Settings.IDLE_TIMEOUT, Duration.ofSeconds(60)));
    }
}
