package dev.gossip.core.registry;

import dev.gossip.spi.crypto.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A class path of temporary folders and jars that provide signers. It defines the providers itself, because
 * {@code ServiceLoader} ignores services files that name classes of a named module, which the tests are part of.
 */
final class ClassPath {

    private static final String SERVICES = "META-INF/services/" + Signer.class.getName();
    private static final String PREFIX = SampleSigners.class.getName();

    private final Path root;
    private final List<URL> entries = new ArrayList<>();

    ClassPath(Path root) {
        this.root = root;
    }

    /** Adds a folder called {@code artifact} whose services file has these lines. */
    ClassPath folder(String artifact, String... lines) {
        try {
            Path folder = root.resolve(artifact);
            Path services = folder.resolve(SERVICES);
            Files.createDirectories(services.getParent());
            Files.writeString(services, String.join("\n", lines));
            for (Class<?> type : needed(List.of(lines))) {
                Path file = folder.resolve(fileOf(type));
                Files.createDirectories(file.getParent());
                Files.write(file, bytesOf(type));
            }
            entries.add(folder.toUri().toURL());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a folder that provides these. */
    ClassPath folder(String artifact, Class<?>... providers) {
        return folder(artifact, Stream.of(providers).map(Class::getName).toArray(String[]::new));
    }

    /** Adds a jar whose manifest gives a title and a version. */
    ClassPath jar(String title, String version, Class<?>... providers) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.IMPLEMENTATION_TITLE, title);
        attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        List<String> names = Stream.of(providers).map(Class::getName).toList();
        Path file = root.resolve("some.jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new ZipEntry(SERVICES));
            jar.write(String.join("\n", names).getBytes(StandardCharsets.UTF_8));
            for (Class<?> type : needed(names)) {
                jar.putNextEntry(new ZipEntry(fileOf(type)));
                jar.write(bytesOf(type));
            }
            entries.add(file.toUri().toURL());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Class<?>> needed(List<String> names) {
        return Stream.<Class<?>>of(SampleSigners.class.getDeclaredClasses())
                .filter(type -> names.contains(type.getName()) || type == SampleSigners.Sample.class)
                .toList();
    }

    private static String fileOf(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] bytesOf(Class<?> type) throws IOException {
        String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream in = ClassPath.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    ClassLoader loader() {
        return new Loader(entries.toArray(URL[]::new));
    }

    private static final class Loader extends URLClassLoader {

        Loader(URL[] entries) {
            super(entries, ClassPath.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PREFIX)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
