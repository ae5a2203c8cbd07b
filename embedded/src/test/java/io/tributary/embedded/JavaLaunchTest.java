package io.tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaLaunchTest {
  @TempDir Path folder;

  @Test
  void anExecutableJarIsStartedThroughItsLauncher() throws Exception {
    Path jar = jarWith("BOOT-INF/lib/");

    assertThat(new JavaLaunch(jar.toString(), Path.of("")).arguments("a.Main"))
        .containsExactly(
            "-cp",
            jar.toString(),
            "-Dloader.main=a.Main",
            "org.springframework.boot.loader.launch.PropertiesLauncher");
  }

  @Test
  void aClassPathIsPassedOnWithoutTheClassFoldersOfOtherModules() throws Exception {
    Path jar = jarWith("other/");
    Path own = Files.createDirectory(folder.resolve("own"));
    Path foreign = Files.createDirectory(folder.resolve("foreign"));
    String classPath = own + ":" + jar + ":" + foreign;

    assertThat(new JavaLaunch(classPath, own).arguments("a.Main"))
        .containsExactly("-cp", own + ":" + jar, "a.Main");
  }

  @Test
  void anUnpackedExecutableJarStandsForTheJarsThatItNames() throws Exception {
    Path jar = folder.resolve("unpacked.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/a.jar lib/b.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    String other = jarWith("other/").toString();

    assertThat(JavaLaunch.withNamedJars(jar.toString()))
        .isEqualTo(jar + ":" + folder.resolve("lib/a.jar") + ":" + folder.resolve("lib/b.jar"));
    assertThat(JavaLaunch.withNamedJars(other)).isEqualTo(other);
    assertThat(JavaLaunch.withNamedJars(other + ":" + jar)).isEqualTo(other + ":" + jar);
  }

  @Test
  void anArgumentFileLineKeepsSpacesAndQuotes() {
    assertThat(JavaLaunch.line("a \"b\" c\\d").strip()).isEqualTo("\"a \\\"b\\\" c\\\\d\"");
  }

  private Path jarWith(String entry) throws IOException {
    Path jar = folder.resolve("some.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
    }
    return jar;
  }
}
