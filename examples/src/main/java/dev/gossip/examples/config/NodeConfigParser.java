package dev.gossip.examples.config;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gossip.api.GossipException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the configuration of a node; whatever it does not know is an error that names the nearest known key. */
public final class NodeConfigParser {

    private static final int MAX_BYTES = 1 << 20;

    private NodeConfigParser() {}

    /**
     * Reads and checks a Fabric node's file.
     *
     * @throws GossipException naming the file, the place and what to do
     */
    public static NodeConfig read(Path file) {
        return parse(text(file), file);
    }

    /**
     * Reads a file of another shape; unknown and missing keys are errors, what values mean is left to the caller.
     *
     * @throws GossipException naming the file, the place and what to do
     */
    public static <T extends Record> T read(Path file, Class<T> shape) {
        return parse(text(file), file, shape);
    }

    /**
     * The system whose network {@code file} describes; empty if it does not say.
     *
     * @throws GossipException naming the file and what to do
     */
    public static String protocol(Path file) {
        try {
            return new YAMLMapper().readTree(text(file)).path("protocol").asText();
        } catch (JsonProcessingException e) {
            throw notYaml(file, e);
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new GossipException(file + ": above the limit of " + MAX_BYTES + " bytes for a configuration");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new GossipException(
                    file + ": no such file (looked in " + file.toAbsolutePath().getParent() + ")", e);
        } catch (IOException e) {
            throw new GossipException(file + ": cannot be read: " + e, e);
        }
    }

    static NodeConfig parse(String yaml, Path file) {
        NodeConfig config = parse(yaml, file, NodeConfig.class);
        NodeConfigCheck.check(config, file.toString());
        return config;
    }

    private static <T extends Record> T parse(String yaml, Path file, Class<T> shape) {
        Path base = file.toAbsolutePath().getParent();
        try {
            YAMLMapper mapper = mapper(base);
            try (JsonParser keys = mapper.createParser(yaml)) {
                new KeyCheck(file.toString(), keys).check(shape);
            }
            return mapper.readValue(yaml, shape);
        } catch (MismatchedInputException e) {
            throw new GossipException(at(file, e.getLocation()) + mismatch(e), e);
        } catch (JsonMappingException e) {
            throw new GossipException(at(file, e.getLocation()) + "key '" + path(e) + "': " + firstLine(e), e);
        } catch (JsonProcessingException e) {
            throw notYaml(file, e);
        } catch (IOException e) {
            throw new IllegalStateException("text in memory does not fail to be read", e);
        }
    }

    private static GossipException notYaml(Path file, JsonProcessingException e) {
        return new GossipException(at(file, e.getLocation()) + "no valid YAML: " + firstLine(e), e);
    }

    private static YAMLMapper mapper(Path base) {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addModule(new SimpleModule().addDeserializer(Path.class, new ResolvingPathReader(base)))
                .build();
        mapper.setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL));
        // What may be left out is never null afterwards, but empty.
        for (Class<?> optional : List.of(String.class, List.class, Map.class, Path.class)) {
            mapper.configOverride(optional).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.FAIL));
        }
        for (Class<?> section : List.of(NodeConfig.Store.class, NodeConfig.Msp.class, NodeConfig.IdentityFiles.class)) {
            mapper.configOverride(section).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SET, Nulls.FAIL));
        }
        return mapper;
    }

    private static String mismatch(MismatchedInputException e) {
        String text = firstLine(e);
        if (text.startsWith("Missing required")) {
            return "key '" + path(e) + "' is missing";
        }
        Class<?> wanted = e.getTargetType() == null ? Object.class : e.getTargetType();
        if (Collection.class.isAssignableFrom(wanted)) {
            return "key '" + path(e) + "' must be a list, [a, b]";
        }
        if (Map.class.isAssignableFrom(wanted) || wanted.isRecord()) {
            return (e.getPath().isEmpty() ? "the file" : "key '" + path(e) + "'")
                    + " must be a section of keys and values";
        }
        return "key '" + path(e) + "' has the wrong form: " + text;
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String firstLine(JsonProcessingException e) {
        String text = e.getOriginalMessage();
        return text.lines().findFirst().orElse(text);
    }

    private static String at(Path file, JsonLocation location) {
        return location == null ? file + ": " : file + ":" + location.getLineNr() + ": ";
    }
}
