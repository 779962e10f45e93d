package dev.gossip.examples.node;

import dev.gossip.api.NodeId;
import dev.gossip.membership.IncarnationStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Keeps the last incarnation as a number in a small file, replaced as a whole. */
record IncarnationFile(Path folder) implements IncarnationStore {

    @Override
    public long last(String endpoint, NodeId self) throws IOException {
        Path file = file(endpoint);
        try {
            return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
        } catch (NumberFormatException e) {
            throw new IOException(file + ": holds no number; remove it", e);
        }
    }

    @Override
    public void save(String endpoint, NodeId self, long incarnation) throws IOException {
        Files.createDirectories(folder);
        Path next = folder.resolve(endpoint + ".incarnation.next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.US_ASCII.encode(incarnation + "\n"));
            channel.force(true);
        }
        Files.move(next, file(endpoint), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(String endpoint) {
        return folder.resolve(endpoint + ".incarnation");
    }
}
