package io.tributary.embedded;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Exactly the jars that the broker needs. Unlike the whole class path they are the same for every
 * process of the product, and they are plain files: the JVM can share an archive of their classes
 * (see {@link ClassArchive}), which halves the time until the broker is up.
 */
record BrokerClassPath(List<Path> jars) {
  /** Made by the build: the names of the jars, as a class path. */
  private static final String NAMES = "broker-class-path";

  private static final String LIBRARIES = "BOOT-INF/lib/";

  /**
   * @return nothing when a jar is not found under its name, so that the caller uses the whole class
   *     path instead
   */
  static @Nullable BrokerClassPath find(JavaLaunch launch, Path programs) {
    try {
      List<String> names = names();
      List<Path> jars =
          launch.isExecutableJar()
              ? unpacked(Path.of(launch.classPath()), names, programs)
              : onClassPath(launch.classPath(), names);
      if (names.isEmpty() || jars.size() != names.size()) {
        return null;
      }
      List<Path> all = new ArrayList<>(jars);
      all.add(mainJar(programs));
      return new BrokerClassPath(List.copyOf(all));
    } catch (IOException e) {
      throw new InfrastructureException("Kafka's jars cannot be unpacked: " + e, e);
    }
  }

  String joined() {
    return String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
  }

  private static List<String> names() throws IOException {
    try (InputStream in = BrokerClassPath.class.getResourceAsStream(NAMES)) {
      if (in == null) {
        return List.of();
      }
      List<String> names = new ArrayList<>();
      for (String entry : new String(in.readAllBytes(), StandardCharsets.UTF_8).split(":", -1)) {
        names.add(entry.strip().replaceFirst(".*/", ""));
      }
      return names;
    }
  }

  private static List<Path> onClassPath(String classPath, List<String> names) {
    Map<String, Path> byName = new java.util.HashMap<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.isRegularFile(path)) {
        byName.putIfAbsent(path.getFileName().toString(), path);
      }
    }
    return names.stream().filter(byName::containsKey).map(name -> found(byName, name)).toList();
  }

  private static Path found(Map<String, Path> byName, String name) {
    Path path = byName.get(name);
    if (path == null) {
      throw new IllegalStateException("filtered before: " + name);
    }
    return path;
  }

  private static List<Path> unpacked(Path executableJar, List<String> names, Path programs)
      throws IOException {
    try (ZipFile jar = new ZipFile(executableJar.toFile())) {
      List<ZipEntry> entries = new ArrayList<>();
      CRC32 content = new CRC32();
      for (String name : names) {
        ZipEntry entry = jar.getEntry(LIBRARIES + name);
        if (entry == null) {
          return List.of();
        }
        entries.add(entry);
        content.update((name + entry.getCrc()).getBytes(StandardCharsets.UTF_8));
      }
      Path target = programs.resolve("kafka-" + Long.toHexString(content.getValue()));
      Programs.unpackOnce(
          target,
          folder -> {
            for (ZipEntry entry : entries) {
              try (InputStream in = jar.getInputStream(entry)) {
                Files.copy(in, folder.resolve(fileName(entry)));
              }
            }
          });
      return entries.stream().map(entry -> target.resolve(fileName(entry))).toList();
    }
  }

  private static String fileName(ZipEntry entry) {
    return entry.getName().substring(LIBRARIES.length());
  }

  /** The main class alone: in a folder or inside another jar it could not be archived. */
  private static Path mainJar(Path programs) throws IOException {
    byte[] jar = jarOf(KafkaBrokerMain.class);
    CRC32 content = new CRC32();
    content.update(jar);
    Path target = programs.resolve("kafka-main-" + Long.toHexString(content.getValue()));
    Programs.unpackOnce(target, folder -> Files.write(folder.resolve("main.jar"), jar));
    return target.resolve("main.jar");
  }

  private static byte[] jarOf(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = type.getClassLoader().getResourceAsStream(name);
        ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path");
      }
      ZipEntry entry = new ZipEntry(name);
      entry.setLastModifiedTime(FileTime.fromMillis(0));
      zip.putNextEntry(entry);
      in.transferTo(zip);
    }
    return bytes.toByteArray();
  }
}
