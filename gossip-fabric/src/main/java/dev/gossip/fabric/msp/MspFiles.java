package dev.gossip.fabric.msp;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/** Reads the small files of an MSP directory. */
final class MspFiles {

    private MspFiles() {}

    /** The files in a folder by name, hidden ones left out; none if there is no such folder. */
    static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().startsWith("."))
                    .limit(MspConfigReader.MAX_ENTRIES + 1L)
                    .sorted()
                    .toList();
            if (files.size() > MspConfigReader.MAX_ENTRIES) {
                throw new GossipException(
                        folder + ": more files than the limit of " + MspConfigReader.MAX_ENTRIES + "; remove old ones");
            }
            return files;
        } catch (IOException e) {
            throw new GossipException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    /** The one file in a folder. */
    static Path only(Path folder) {
        List<Path> files = in(folder);
        if (files.size() != 1) {
            throw new GossipException(folder + ": needs exactly one file, but there are " + files.size());
        }
        return files.get(0);
    }

    /** The one certificate in a file. */
    static X509Certificate certificate(Path file) {
        List<X509Certificate> found = Pem.certificates(file);
        if (found.size() != 1) {
            throw new GossipException(
                    file + ": " + found.size() + " certificates, of which Fabric's own nodes would see the"
                            + " first only; give each a file of its own");
        }
        return found.get(0);
    }

    static Bytes read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(Pem.MAX_BYTES + 1);
            if (content.length > Pem.MAX_BYTES) {
                throw new GossipException(file + ": above the limit of " + Pem.MAX_BYTES + " bytes");
            }
            return Bytes.wrap(content);
        } catch (IOException e) {
            throw new GossipException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
