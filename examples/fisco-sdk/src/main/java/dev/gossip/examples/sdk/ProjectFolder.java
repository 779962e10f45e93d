package dev.gossip.examples.sdk;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the project: its {@code mvnw} fetches SDKs, and its build folders keep them. */
final class ProjectFolder {

    /** Set by the launcher, which may be started anywhere. */
    static final String PROPERTY = "gossip.project";

    private static final String MODULE = "examples/fisco-sdk";

    private ProjectFolder() {}

    static Path find() throws SdkUnavailableException {
        String told = System.getProperty(PROPERTY);
        Path start = Path.of(told == null ? "" : told).toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("mvnw")) && Files.isDirectory(folder.resolve(MODULE))) {
                return folder;
            }
        }
        throw new SdkUnavailableException("it is fetched by the project's mvnw, which is neither in " + start
                + " nor above it; set -D" + PROPERTY + " to the project's folder");
    }

    /** Emptied by {@code mvn clean}. */
    static Path target(Path project) {
        return project.resolve(MODULE).resolve("target");
    }
}
