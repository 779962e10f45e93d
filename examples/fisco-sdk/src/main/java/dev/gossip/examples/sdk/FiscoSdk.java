package dev.gossip.examples.sdk;

import java.util.function.Consumer;

/** The real SDKs that can be run, each at one pinned version. Thread-safe. */
public enum FiscoSdk {
    /** Java alone. */
    V2("2.9.3", "sdk2", "Sdk2Program"),
    /** With a native library, for Linux, macOS and Windows. */
    V3("3.6.0", "sdk3", "Sdk3Program");

    private final String version;
    private final String folder;
    private final String mainClass;

    FiscoSdk(String version, String folder, String mainClass) {
        this.version = version;
        this.folder = folder;
        this.mainClass = mainClass;
    }

    /** As on Maven Central. */
    public String version() {
        return version;
    }

    /** Where the project keeps what belongs to it. */
    String folder() {
        return folder;
    }

    String mainClass() {
        return mainClass;
    }

    /**
     * The program that speaks with this SDK. Blocks: the first time the SDK is fetched by the project's {@code mvnw}, which
     * takes from seconds to minutes, and the program is compiled; afterwards nothing is done. Processes wait for each other.
     *
     * @param progress told in one line what is done, if anything is
     * @throws SdkUnavailableException saying why, if this machine cannot have it
     */
    public synchronized SdkProgram prepare(Consumer<String> progress) throws SdkUnavailableException {
        return new SdkWorkshop(this, ProjectFolder.find()).prepare(progress);
    }

    @Override
    public String toString() {
        return "FISCO BCOS Java SDK " + version;
    }
}
