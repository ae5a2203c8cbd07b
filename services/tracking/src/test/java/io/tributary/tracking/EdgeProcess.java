package io.tributary.tracking;

import io.tributary.platform.testing.TestPlatform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The tracking role alone: in this process, or in one of its own that may be killed. */
final class EdgeProcess {

  private EdgeProcess() {}

  /** Arguments: Kafka, port, data folder. */
  public static void main(String[] arguments) {
    run(arguments[0], Integer.parseInt(arguments[1]), Path.of(arguments[2]));
  }

  static ConfigurableApplicationContext run(String kafka, int port, Path data) {
    return new SpringApplicationBuilder(TrackingService.class, TestPlatform.class)
        .web(WebApplicationType.NONE)
        .properties(
            "tributary.kafka.bootstrap-servers=" + kafka,
            "tributary.tracking.port=" + port,
            "tributary.tracking.data-dir=" + data,
            // One client sends what many would.
            "tributary.tracking.limits.key-per-minute=60000000",
            "tributary.tracking.limits.key-burst=1000000",
            "tributary.tracking.limits.server-per-minute=60000000",
            "tributary.tracking.limits.server-burst=1000000",
            "tributary.tracking.click-keys=k1:" + Sample.secret("k1"))
        .run();
  }

  static Process start(String kafka, int port, Path data) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                EdgeProcess.class.getName(),
                kafka,
                Integer.toString(port),
                data.toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(data + ".log")))
        .start();
  }
}
