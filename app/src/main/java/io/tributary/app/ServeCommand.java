package io.tributary.app;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tributary serve}: runs the services of this process until it is stopped. */
@Command(
    name = "serve",
    description = "Runs services. Without external servers configured, starts its own.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--services",
      defaultValue = "all",
      description = "Comma-separated services of this process; default: all.")
  private String services = "all";

  @Option(
      names = "--data",
      defaultValue = "data",
      description = "Folder for the embedded servers' data and the secrets; default: ./data.")
  private Path data = Path.of("data");

  @Option(names = "--config", description = "A file of properties, read last.")
  private @Nullable Path config;

  @Override
  public Integer call() throws InterruptedException {
    Set<Role> roles;
    try {
      roles = Role.parse(services);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return Start.REFUSED;
    }
    return Start.reporting(
        () -> {
          ConfigurableApplicationContext context = new Composition(roles, data, config).run();
          System.out.println(Banner.of(roles, context));
          CountDownLatch stopped = new CountDownLatch(1);
          context.addApplicationListener(
              event -> {
                if (event instanceof org.springframework.context.event.ContextClosedEvent) {
                  stopped.countDown();
                }
              });
          stopped.await();
          return 0;
        });
  }
}
