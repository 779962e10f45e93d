package dev.gossip.chronos.json.wire;

import dev.gossip.chronos.json.block.ChronosBlock;

/**
 * One message: a code and what belongs to it.
 *
 * @param code what is said
 * @param data what it is said about; fits {@code code}
 */
public record WireMessage(Code code, Data data) {

    /** The answer where there is nothing to say; legacy nodes expect the text 0. */
    public static final WireMessage NOTHING = new WireMessage(Code.EMPTY_MSG, new Text("0"));

    /** The answer to what cannot be read. */
    public static final WireMessage UNREADABLE = new WireMessage(Code.EMPTY_MSG, new Text(""));

    /** A message about the hash of a block. */
    public static WireMessage of(Code code, String hash) {
        return new WireMessage(code, new Text(hash));
    }

    /** A message that carries a block. */
    public static WireMessage of(Code code, ChronosBlock block) {
        return new WireMessage(code, new Block(block));
    }

    /** What a message is about. */
    public sealed interface Data permits Greeting, Height, Text, Block, Application {}

    /**
     * The data of a handshake.
     *
     * @param timestamp milliseconds since 1970
     * @param height of the newest committed block; -1 if there is none
     * @param address what the sender calls itself; proves nothing
     * @param application whether it takes {@link Code#APPLICATION}
     * @param listening where it listens itself, {@code host:port}; empty if it does not say. A claim
     */
    public record Greeting(long timestamp, long height, String address, boolean application, String listening)
            implements Data {}

    /** The height asked for. */
    public record Height(long value) implements Data {}

    /** A hash, 64 lower-case hexadecimal digits; or what an empty message says. Empty if a legacy node left it out. */
    public record Text(String value) implements Data {}

    /** A block. */
    public record Block(ChronosBlock value) implements Data {}

    /** An application's message, which the codec reads. */
    public record Application() implements Data {}
}
