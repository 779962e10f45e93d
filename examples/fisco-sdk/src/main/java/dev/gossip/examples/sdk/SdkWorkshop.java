package dev.gossip.examples.sdk;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Fetches one SDK and compiles its program, unless that was done from the same sources before. */
final class SdkWorkshop {

    private final FiscoSdk sdk;
    private final Path project;
    private final Path folder;

    SdkWorkshop(FiscoSdk sdk, Path project) {
        this.sdk = sdk;
        this.project = project;
        this.folder = ProjectFolder.target(project).resolve(sdk.folder());
    }

    SdkProgram prepare(Consumer<String> progress) throws SdkUnavailableException {
        try {
            Files.createDirectories(folder.getParent());
            Path lock = folder.resolveSibling(sdk.folder() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                return locked(progress);
            }
        } catch (IOException e) {
            throw new SdkUnavailableException("cannot prepare " + sdk + " in " + folder + ": " + e, e);
        }
    }

    /** What was made is good as long as it was made from this. */
    private SdkProgram locked(Consumer<String> progress) throws IOException, SdkUnavailableException {
        String pom = resource("pom.xml");
        String source = resource(sdk.mainClass() + ".java");
        Path madeFrom = folder.resolve("made-from.txt");
        Path libraries = folder.resolve("lib");
        Path classes = folder.resolve("classes");
        if (!Files.exists(madeFrom) || !Files.readString(madeFrom).equals(pom + source)) {
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            if (compiler == null) {
                throw new SdkUnavailableException("its program has to be compiled, and this Java has no compiler");
            }
            delete(folder);
            Files.createDirectories(classes);
            progress.accept("fetching " + sdk + " from Maven Central, once ...");
            Path pomFile = Files.writeString(folder.resolve("pom.xml"), pom);
            MavenRun.copyDependencies(project, pomFile, libraries);
            Path sourceFile = Files.writeString(folder.resolve(sdk.mainClass() + ".java"), source);
            compile(compiler, sourceFile, jars(libraries), classes);
            Files.writeString(madeFrom, pom + source);
        }
        return new SdkProgram(sdk, classes + File.pathSeparator + jars(libraries));
    }

    private String resource(String name) throws IOException {
        String path = sdk.folder() + "/" + name;
        try (InputStream in = Objects.requireNonNull(SdkWorkshop.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** In an order that does not change. */
    private static String jars(Path libraries) throws IOException {
        try (Stream<Path> files = Files.list(libraries)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private void compile(JavaCompiler compiler, Path source, String classPath, Path classes)
            throws IOException, SdkUnavailableException {
        Path log = folder.resolve("compile.log");
        try (OutputStream out = Files.newOutputStream(log)) {
            List<String> options =
                    List.of("-proc:none", "-encoding", "UTF-8", "-cp", classPath, "-d", classes.toString());
            String[] arguments = Stream.concat(options.stream(), Stream.of(source.toString()))
                    .toArray(String[]::new);
            if (compiler.run(null, out, out, arguments) != 0) {
                throw new SdkUnavailableException("its program does not compile, see " + log);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
