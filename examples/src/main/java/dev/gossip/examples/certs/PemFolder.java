package dev.gossip.examples.certs;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files of a development network; folders are made as needed. */
record PemFolder(Path folder) {

    void write(String name, Bytes content) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content.toByteArray());
        } catch (IOException e) {
            throw new GossipException(file + ": cannot be written: " + e, e);
        }
    }

    /** Created unreadable for others, so that there is no moment at which they could read it. */
    void writeSecret(String name, Bytes content) {
        Path file = folder.resolve(name);
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(file.getParent());
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new GossipException(file + ": cannot be written: " + e, e);
        }
        write(name, content);
    }

    /** Existing keys are never replaced. */
    void requireAbsent() {
        if (Files.exists(folder)) {
            throw new GossipException(folder + " exists already; existing keys are never replaced."
                    + " Remove the folder or choose another one with --out");
        }
    }
}
