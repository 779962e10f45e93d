package dev.gossip.examples.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A program on the class path of one real SDK, ready to be started any number of times. Immutable. */
public final class SdkProgram {

    private final FiscoSdk sdk;
    private final String classPath;

    SdkProgram(FiscoSdk sdk, String classPath) {
        this.sdk = sdk;
        this.classPath = classPath;
    }

    /** Which SDK it speaks with. */
    public FiscoSdk sdk() {
        return sdk;
    }

    /**
     * Starts a process, which connects to all addresses at once. Returns immediately.
     *
     * @param certificates a folder with {@code ca.crt}, {@code sdk.crt} and {@code sdk.key}
     * @param addresses {@code host:port} of endpoints for SDKs
     * @param patience how long each answer of the process is waited for
     * @throws UncheckedIOException if the process cannot be started
     */
    public SdkProcess start(SdkLink link, Path certificates, List<String> addresses, Duration patience) {
        try {
            // It writes logs into its folder and unpacks its native library.
            Path home = Files.createTempDirectory("gossip-" + sdk.folder() + "-");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-Djava.io.tmpdir=" + home,
                            "-cp",
                            classPath,
                            sdk.mainClass(),
                            certificates.toAbsolutePath().toString(),
                            String.join(",", addresses),
                            link.name())
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .start();
            return new SdkProcess(process, sdk, home, patience);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
