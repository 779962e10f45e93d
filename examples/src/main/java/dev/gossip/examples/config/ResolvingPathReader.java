package dev.gossip.examples.config;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads paths, relative ones from the folder of the configuration file. */
final class ResolvingPathReader extends FromStringDeserializer<Path> {

    private static final long serialVersionUID = 1L;

    private final transient Path base;

    ResolvingPathReader(Path base) {
        super(Path.class);
        this.base = base;
    }

    @Override
    protected Path _deserialize(String value, DeserializationContext context) {
        try {
            return base.resolve(value).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + e.getMessage(), e);
        }
    }

    /** For a path that was left out. */
    @Override
    public Path getEmptyValue(DeserializationContext context) {
        return Path.of("");
    }
}
