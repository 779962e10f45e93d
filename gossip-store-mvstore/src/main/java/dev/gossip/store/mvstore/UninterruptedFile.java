package dev.gossip.store.mvstore;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.SFChunk;

/**
 * The file of an MVStore. H2's own class uses a channel, which the JDK closes for everybody as soon as one thread that uses
 * it is interrupted; this one does not care about interrupts. Thread-safe.
 */
final class UninterruptedFile extends RandomAccessStore {

    /** MVStore's unit of space. */
    private static final int BLOCK = 4_096;

    private final Map<String, Object> config;
    private final RandomAccessFile file;

    /**
     * Opens and locks a file, and makes it if it is not there.
     *
     * @param config MVStore's settings
     * @throws MVStoreException if the file is open elsewhere or cannot be opened
     */
    UninterruptedFile(Map<String, Object> config, Path path) {
        super(config);
        this.config = config;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
            try {
                // Held until the file is closed.
                lock(file);
                init(path.toString(), false);
                setSize(file.length());
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw writing(e);
        }
    }

    /** Part of what MVStore asks of a file, for one that is not open yet; this one is from the beginning. */
    @Override
    public void open(String name, boolean readOnly, char[] encryptionKey) {}

    /** For the target of a compaction into another file. */
    @Override
    public UninterruptedFile open(String name, boolean readOnly) {
        return new UninterruptedFile(config, Path.of(name));
    }

    private static void lock(RandomAccessFile file) throws IOException {
        try {
            if (file.getChannel().tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // open in this process, which is the same to us
        }
        throw DataUtils.newMVStoreException(DataUtils.ERROR_FILE_LOCKED, "The file is locked");
    }

    @Override
    public ByteBuffer readFully(SFChunk chunk, long position, int length) {
        readCount.incrementAndGet();
        readBytes.addAndGet(length);
        try {
            synchronized (file) {
                if (position < 0 || length < 0 || position > file.length() - length) {
                    throw DataUtils.newMVStoreException(
                            DataUtils.ERROR_FILE_CORRUPT,
                            "{0} bytes at {1} are not within the file's {2}",
                            length,
                            position,
                            file.length());
                }
                byte[] bytes = new byte[length];
                file.seek(position);
                file.readFully(bytes);
                return ByteBuffer.wrap(bytes);
            }
        } catch (IOException e) {
            throw DataUtils.newMVStoreException(DataUtils.ERROR_READING_FAILED, "Reading failed: {0}", e, e);
        }
    }

    @Override
    protected void writeFully(SFChunk chunk, long position, ByteBuffer source) {
        int length = source.remaining();
        writeCount.incrementAndGet();
        writeBytes.addAndGet(length);
        setSize(Math.max(size(), position + length));
        try {
            synchronized (file) {
                file.seek(position);
                file.write(source.array(), source.arrayOffset() + source.position(), length);
            }
            source.position(source.limit());
        } catch (IOException e) {
            throw writing(e);
        }
    }

    @Override
    public void sync() {
        try {
            file.getFD().sync();
        } catch (IOException e) {
            throw writing(e);
        }
    }

    @Override
    protected void truncate(long length) {
        writeCount.incrementAndGet();
        try {
            synchronized (file) {
                file.setLength(Math.min(length, file.length()));
            }
            setSize(Math.min(size(), length));
        } catch (IOException e) {
            throw writing(e);
        }
    }

    /**
     * Makes the part of the file that was written last unrecognisable, so that the next opening goes back to what was there
     * before it. MVStore looks at a part's first and last block only when it judges whether it was written completely.
     */
    void discardNewest() {
        SFChunk newest = lastChunk;
        if (newest != null) {
            writeFully(newest, newest.block * BLOCK, ByteBuffer.allocate(BLOCK));
            writeFully(newest, (newest.block + newest.len - 1) * BLOCK, ByteBuffer.allocate(BLOCK));
            sync();
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw writing(e);
        } finally {
            super.close();
        }
    }

    @Override
    public void backup(ZipOutputStream out) throws IOException {
        out.putNextEntry(new ZipEntry(Path.of(getFileName()).getFileName().toString()));
        synchronized (file) {
            file.seek(0);
            byte[] part = new byte[1 << 16];
            for (int count = file.read(part); count >= 0; count = file.read(part)) {
                out.write(part, 0, count);
            }
        }
        out.closeEntry();
    }

    private static MVStoreException writing(IOException cause) {
        return DataUtils.newMVStoreException(DataUtils.ERROR_WRITING_FAILED, "Writing failed: {0}", cause, cause);
    }
}
