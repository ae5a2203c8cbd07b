package io.tributary.embedded;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that starts the servers and then waits to be killed. */
final class StartAndWait {
  static final String READY = "ready";

  private StartAndWait() {}

  public static void main(String[] args) throws InterruptedException {
    EmbeddedInfrastructure.start(Path.of(args[0]), Options.forTests());
    System.out.println(READY);
    TimeUnit.MINUTES.sleep(5);
  }
}
