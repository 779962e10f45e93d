package dev.gossip.benchmarks.transport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the measured virtual machines are started with: the same for all contenders.
 *
 * @param more options from the command line
 * @param recordings directory of flight recordings, null for none
 */
record JvmOptions(List<String> more, @Nullable Path recordings) {

    private static final int FIRST_TO_WARN_ABOUT_NATIVE_CODE = 22;

    JvmOptions {
        more = List.copyOf(more);
    }

    List<String> of(String process) {
        // One event loop per process on either side.
        List<String> options = new ArrayList<>(List.of("-Xms512m", "-Xmx512m", "-Dgossip.netty.threads=1"));
        if (Runtime.version().feature() >= FIRST_TO_WARN_ABOUT_NATIVE_CODE) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        if (recordings != null) {
            options.add("-XX:StartFlightRecording:settings=profile,filename=" + recordings.resolve(process + ".jfr"));
        }
        options.addAll(more);
        return options;
    }
}
