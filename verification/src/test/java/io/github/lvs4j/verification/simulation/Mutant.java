package io.github.lvs4j.verification.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The product with one line changed: the class is compiled in memory, and everything around it loaded anew with it. Nothing on
 * disk changes.
 *
 * @param name what is broken
 * @param className which class below io.github.lvs4j.vrrp
 * @param from the text that is replaced, which must occur exactly once
 * @param to what it is replaced by
 * @param knownSeed a seed that has caught it before, which is played first
 */
record Mutant(String name, String className, String from, String to, long knownSeed) {

    private static final String ROOT = "io.github.lvs4j.vrrp.";
    private static final List<String> RELOADED =
            List.of(ROOT, "io.github.lvs4j.testkit.vrrp.", "io.github.lvs4j.verification.simulation.");

    /** Plays one seed after the other until something does not hold; the first line of what was found. */
    Optional<String> killedWithin(long seeds) {
        LongFunction<Optional<String>> play = load();
        Optional<String> known = play.apply(knownSeed);
        if (known.isPresent()) {
            return known;
        }
        for (long seed = 1; seed <= seeds; seed++) {
            Optional<String> found = play.apply(seed);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private LongFunction<Optional<String>> load() {
        ClassLoader loader = new Reloading(compile());
        try {
            return (LongFunction<Optional<String>>) loader.loadClass(SeedPlayer.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The changed class and the classes inside it. */
    private Map<String, byte[]> compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            InMemoryClasses output = new InMemoryClasses(files);
            StringBuilder complaints = new StringBuilder();
            boolean compiled = compiler.getTask(
                            null,
                            output,
                            problem -> complaints.append(problem).append('\n'),
                            List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path")),
                            null,
                            List.of(new Source(ROOT + className, changedSource())))
                    .call();
            assertThat(compiled)
                    .as("mutant '%s' compiles: %s", name, complaints)
                    .isTrue();
            return output.classes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String changedSource() throws IOException {
        Path file = home().resolve("lvs-vrrp/src/main/java").resolve((ROOT + className).replace('.', '/') + ".java");
        String source = Files.readString(file);
        int first = source.indexOf(from);
        assertThat(first)
                .as(
                        "mutant '%s': %s must have this text; if the code has changed, change the mutant: %s",
                        name, file, from)
                .isNotNegative();
        assertThat(source.indexOf(from, first + 1))
                .as("mutant '%s': %s must have this text once: %s", name, file, from)
                .isNegative();
        return source.replace(from, to);
    }

    /** The checkout: above verification/target/test-classes. */
    private static Path home() {
        try {
            return Path.of(Mutant.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve("../../..")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(java.net.URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Loads the packages that hang together itself, the changed classes from memory, and leaves the rest to its parent. */
    private static final class Reloading extends ClassLoader {
        private final Map<String, byte[]> changed;

        Reloading(Map<String, byte[]> changed) {
            super(Mutant.class.getClassLoader());
            this.changed = new HashMap<>(changed);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (RELOADED.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            byte[] bytes = changed.get(name);
            if (bytes == null) {
                try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                    if (in == null) {
                        throw new ClassNotFoundException(name);
                    }
                    bytes = in.readAllBytes();
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
