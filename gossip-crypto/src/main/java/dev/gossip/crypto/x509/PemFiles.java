package dev.gossip.crypto.x509;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads configuration files, which are small. */
public final class PemFiles {

    public static final int MAX_BYTES = 1 << 20;

    private PemFiles() {}

    public static Bytes read(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] content = input.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new GossipException(file + ": above the limit of " + MAX_BYTES + " bytes for PEM files");
            }
            return Bytes.wrap(content);
        } catch (NoSuchFileException e) {
            throw new GossipException(
                    file + ": no such file (looked in " + file.toAbsolutePath().getParent() + ")", e);
        } catch (IOException e) {
            throw new GossipException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
