package io.tributary.embedded;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;

/**
 * How another main class of the same build is started: from an executable jar, unpacked or not, or
 * a class path.
 */
record JavaLaunch(String classPath, Path ownCode) {
  private static final String LAUNCHER =
      "org.springframework.boot.loader.launch.PropertiesLauncher";

  static JavaLaunch ofThisProcess() {
    // Surefire hands the tests' class path to its JVM through a jar and names it here.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    return new JavaLaunch(withNamedJars(classPath), ownLocation());
  }

  /** An executable jar that was unpacked consists of a jar whose manifest names all the others. */
  static String withNamedJars(String classPath) {
    if (classPath.contains(File.pathSeparator) || !classPath.endsWith(".jar")) {
      return classPath;
    }
    Path jar = Path.of(classPath).toAbsolutePath();
    try (JarFile content = new JarFile(jar.toFile())) {
      Manifest manifest = content.getManifest();
      String names =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (names == null) {
        return classPath;
      }
      StringBuilder all = new StringBuilder(jar.toString());
      for (String name : names.strip().split("\\s+", -1)) {
        all.append(File.pathSeparator).append(jar.resolveSibling(name));
      }
      return all.toString();
    } catch (IOException e) {
      return classPath;
    }
  }

  private static Path ownLocation() {
    CodeSource source = JavaLaunch.class.getProtectionDomain().getCodeSource();
    try {
      return source == null || !source.getLocation().getProtocol().equals("file")
          ? Path.of("")
          : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      return Path.of("");
    }
  }

  /** The arguments after the JVM's own options: the whole class path and the main class. */
  List<String> arguments(String mainClass) {
    return isExecutableJar()
        ? List.of("-cp", absolute(classPath), "-Dloader.main=" + mainClass, LAUNCHER)
        : List.of("-cp", jarsAndOwnCode(), mainClass);
  }

  /** The child runs in another folder. */
  private static String absolute(String entry) {
    return Path.of(entry).toAbsolutePath().toString();
  }

  boolean isExecutableJar() {
    if (classPath.contains(File.pathSeparator) || !classPath.endsWith(".jar")) {
      return false;
    }
    try (ZipFile jar = new ZipFile(classPath)) {
      return jar.getEntry("BOOT-INF/") != null || jar.getEntry("BOOT-INF/lib/") != null;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Other modules' class folders are left out: they would only bring their logging configuration.
   */
  private String jarsAndOwnCode() {
    List<String> kept = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (!entry.isEmpty() && (Files.isRegularFile(path) || path.equals(ownCode))) {
        kept.add(path.toString());
      }
    }
    return String.join(File.pathSeparator, kept);
  }

  static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** One argument as a line of an argument file. */
  static String line(String argument) {
    return '"'
        + argument.replace("\\", "\\\\").replace("\"", "\\\"")
        + '"'
        + System.lineSeparator();
  }
}
