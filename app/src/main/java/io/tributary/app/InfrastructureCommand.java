package io.tributary.app;

import io.tributary.embedded.EmbeddedInfrastructure;
import io.tributary.embedded.Options;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code tributary infrastructure}: only the embedded servers, for services that run as processes
 * of their own. Writes a file of properties that tells them where everything is.
 */
@Command(
    name = "infrastructure",
    description = "Runs the embedded PostgreSQL, Kafka and Redis for services in other processes.",
    mixinStandardHelpOptions = true)
final class InfrastructureCommand implements Callable<Integer> {

  @Option(names = "--data", defaultValue = "data", description = "Data folder; default: ./data.")
  private Path data = Path.of("data");

  @Option(
      names = "--write-config",
      required = true,
      description = "File of properties to write for 'serve --config'; it holds secrets.")
  private Path target = Path.of("cluster.properties");

  @Override
  public Integer call() {
    return Start.reporting(
        () -> {
          EmbeddedInfrastructure servers = EmbeddedInfrastructure.start(data, Options.defaults());
          Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
          PropertyFile.write(target, ServerProperties.of(servers.endpoints()));
          PropertyFile.append(target, InstallationSecrets.of(data).properties());
          System.out.println("Embedded servers are up; configuration in " + target);
          new CountDownLatch(1).await();
          return 0;
        });
  }
}
