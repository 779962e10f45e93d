package dev.gossip.store.mvstore;

import dev.gossip.api.GossipException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** The file of a store, and what to do when it cannot be used. */
record StoreFile(Path path) {

    /** Whoever gossips can do this with any damaged file. */
    private static final String START_ANEW =
            "; move the file away and open again, the node then fetches everything from other nodes";

    private static final Set<Integer> ACCESS = Set.of(
            DataUtils.ERROR_READING_FAILED,
            DataUtils.ERROR_WRITING_FAILED,
            DataUtils.ERROR_CLOSED,
            DataUtils.ERROR_FILE_LOCKED);

    /** @throws GossipException naming the file and what to do */
    MVStore open(MvOrderedStoreOptions options) {
        boolean fresh = createFolder();
        try {
            UninterruptedFile file = new UninterruptedFile(Map.of("cacheSize", options.cacheMegabytes()), path);
            if (fresh) {
                forceFolder();
            }
            return open(file);
        } catch (RuntimeException | Error e) {
            throw unusable(e);
        }
    }

    private static MVStore open(UninterruptedFile file) {
        try {
            // No thread of its own, and nothing is written but by append.
            return new MVStore.Builder()
                    .adoptFileStore(file)
                    .autoCommitDisabled()
                    .open();
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** The error for whatever MVStore threw; damaged files make it throw nearly anything. */
    GossipException unusable(Throwable cause) {
        if (cause instanceof MVStoreException failure) {
            switch (failure.getErrorCode()) {
                case DataUtils.ERROR_FILE_LOCKED:
                    return new GossipException(
                            path
                                    + ": is open already, in this process or another one; a store has one owner, so end the"
                                    + " other one or choose another file",
                            cause);
                case DataUtils.ERROR_UNSUPPORTED_FORMAT:
                    return new GossipException(
                            path + ": was written by another version of H2 MVStore (" + cause.getMessage() + ")"
                                    + START_ANEW,
                            cause);
                case DataUtils.ERROR_READING_FAILED:
                case DataUtils.ERROR_WRITING_FAILED:
                    return new GossipException(path + ": cannot be used: " + cause.getMessage(), cause);
                default:
                    break;
            }
        }
        if (cause instanceof OutOfMemoryError) {
            return new GossipException(
                    path + ": needs more memory than there is (" + cause
                            + "); give the process more, and if that does not" + " help, the file is damaged"
                            + START_ANEW,
                    cause);
        }
        return new GossipException(path + ": is damaged or no store: " + cause + START_ANEW, cause);
    }

    /** Whether the content of the file, rather than the access to it, is what failed. */
    static boolean isDamage(Throwable failure) {
        return !(failure instanceof MVStoreException known) || !ACCESS.contains(known.getErrorCode());
    }

    /** @return whether the file is yet to be made */
    private boolean createFolder() {
        if (Files.isDirectory(path)) {
            throw new GossipException(path + ": is a folder; name a file");
        }
        try {
            Files.createDirectories(folder());
            return Files.notExists(path) || Files.size(path) == 0;
        } catch (IOException e) {
            throw new GossipException(path + ": its folder cannot be made: " + e, e);
        }
    }

    /** Makes the file's name durable. Some systems cannot do that for a folder, and have no need of it. */
    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // as said above
        }
    }

    private Path folder() {
        return path.getParent();
    }
}
