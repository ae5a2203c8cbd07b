package io.tributary.tracking.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.List;
import java.util.Objects;

/** The files with test cases inside the yauaa jar (Apache-2.0), which is here for nothing else. */
final class YauaaFiles {

  private static final String FOLDER = "UserAgents/";

  private YauaaFiles() {}

  static List<String> names() throws IOException {
    URL one =
        Objects.requireNonNull(
            YauaaFiles.class.getClassLoader().getResource(FOLDER + "Robots.yaml"));
    JarURLConnection jar = (JarURLConnection) one.openConnection();
    return jar.getJarFile().stream()
        .map(entry -> entry.getName())
        .filter(name -> name.startsWith(FOLDER) && name.endsWith(".yaml"))
        .sorted()
        .toList();
  }

  static InputStream open(String name) {
    return Objects.requireNonNull(YauaaFiles.class.getClassLoader().getResourceAsStream(name));
  }
}
