package io.tributary.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The servers' programs, unpacked once into a folder whose name changes with their content. Several
 * processes may unpack at the same time: the first to finish wins.
 */
final class Programs {

  private enum Architecture {
    X86_64("postgres-linux-x86_64.txz", "redis-server-6.2.6-v5-linux-amd64"),
    AARCH64("postgres-linux-arm_64.txz", "redis-server-6.2.7-linux-arm64");

    private final String postgres;
    private final String redis;

    Architecture(String postgres, String redis) {
      this.postgres = postgres;
      this.redis = redis;
    }
  }

  interface Filling {
    void into(Path folder) throws IOException;
  }

  private interface Unpacking {
    void into(Path folder, InputStream archive) throws IOException;
  }

  private final Path folder;

  /**
   * @param wanted where to unpack
   * @param fallback where to unpack when the first cannot be written
   */
  Programs(Path wanted, Path fallback) {
    this.folder = canBeWritten(wanted) ? wanted : fallback;
  }

  private static boolean canBeWritten(Path folder) {
    try {
      return Files.isWritable(Files.createDirectories(folder));
    } catch (IOException e) {
      return false;
    }
  }

  Path folder() {
    return folder;
  }

  /** The folder that holds {@code bin}, {@code lib} and {@code share}. */
  Path postgres() {
    return unpacked(Part.POSTGRES, architecture(Part.POSTGRES).postgres, Programs::untar);
  }

  /** The executable. */
  Path redis() {
    Path home = unpacked(Part.REDIS, architecture(Part.REDIS).redis, Programs::copyRedis);
    return home.resolve("redis-server");
  }

  private static Architecture architecture(Part part) {
    String system = System.getProperty("os.name");
    String machine = System.getProperty("os.arch");
    return switch (system + " " + machine) {
      case "Linux amd64", "Linux x86_64" -> Architecture.X86_64;
      case "Linux aarch64" -> Architecture.AARCH64;
      default ->
          throw new InfrastructureException(
              "The bundled %s does not run on %s %s; configure an external server"
                  .formatted(part.title(), system, machine));
    };
  }

  private Path unpacked(Part part, String resource, Unpacking unpacking) {
    URL url = Programs.class.getResource("/" + resource);
    if (url == null) {
      throw new InfrastructureException(
          "The program of %s (%s) is not part of this build".formatted(part.title(), resource));
    }
    try {
      URLConnection connection = url.openConnection();
      connection.setUseCaches(false);
      String name = part.folder() + "-" + Long.toHexString(connection.getContentLengthLong());
      try (InputStream archive = new BufferedInputStream(connection.getInputStream())) {
        Path target = Files.createDirectories(folder).resolve(name);
        unpackOnce(target, into -> unpacking.into(into, archive));
        return target;
      }
    } catch (IOException e) {
      throw new InfrastructureException(
          "The program of %s cannot be unpacked: %s".formatted(part.title(), e), e);
    }
  }

  /** Fills the folder unless it exists; it appears complete or not at all. */
  static void unpackOnce(Path target, Filling filling) throws IOException {
    if (Files.isDirectory(target)) {
      return;
    }
    Path temporary =
        Files.createTempDirectory(
            target.getParent(),
            ".unpacking-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try {
      filling.into(temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
    } finally {
      deleteRecursively(temporary);
    }
  }

  private static void untar(Path folder, InputStream archive) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder) || entry.getName().endsWith(".a")) {
          continue;
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        createParent(file);
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(file, folder.resolve(entry.getLinkName()));
        } else {
          Files.copy(tar, file);
          if ((entry.getMode() & 0b001_000_000) != 0) {
            makeExecutable(file);
          }
        }
      }
    }
  }

  private static void createParent(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  private static void copyRedis(Path folder, InputStream program) throws IOException {
    Path file = folder.resolve("redis-server");
    Files.copy(program, file);
    makeExecutable(file);
  }

  private static void makeExecutable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static void deleteRecursively(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
