package dev.gossip.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills a process in the middle of its appends, again and again on one file. */
@Timeout(120)
class KillTest {

    private static final int KILLS = 8;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatWasAppendedSurvivesTheProcess(Durability durability) throws Exception {
        Path file = folder.resolve("killed");
        Random random = new Random(42);
        long least = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long safe = appendAndKill(file, durability, least + 1 + random.nextInt(200));
            try (MvOrderedStore store = MvOrderedStore.open(file)) {
                assertThat(store.height()).as("kill %d", kill).isBetween(safe, safe + 1);
                assertThat(store.recovery().isClean()).isTrue();
                Items.assertAllRight(store);
                least = store.height();
            }
        }
        assertThat(least).isGreaterThan(KILLS);
    }

    /** @return the last height that the process told, after at least {@code enough} */
    private long appendAndKill(Path file, Durability durability, long enough) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        file.toString(),
                        durability.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long told = -1;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told = Long.parseLong(line);
                if (told == enough) {
                    assertThatThrownBy(() -> MvOrderedStore.open(file)).hasMessageContaining("open already");
                    // Unlike the process, its handle leaves what was told before to be read.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(told).isGreaterThanOrEqualTo(enough);
        return told;
    }
}
