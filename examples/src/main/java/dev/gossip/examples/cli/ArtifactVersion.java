package dev.gossip.examples.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class ArtifactVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = ArtifactVersion.class.getPackage().getImplementationVersion();
        return new String[] {"gossip " + (version == null ? "(not packaged)" : version)};
    }
}
