package io.tributary.app;

import io.tributary.embedded.DataFolderInUse;
import io.tributary.embedded.InfrastructureException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what stops a start into one clear line and an exit status. */
final class Start {

  /** The command or configuration is refused. */
  static final int REFUSED = 2;

  /** The data folder is another process's. */
  static final int IN_USE = 3;

  private static final int FAILED = 1;
  private static final Logger log = LoggerFactory.getLogger(Start.class);

  private Start() {}

  static int reporting(Callable<Integer> command) {
    try {
      return command.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof InfrastructureException known) {
          System.err.println(known.getMessage());
          return known instanceof DataFolderInUse ? IN_USE : FAILED;
        }
      }
      log.error("Tributary cannot start", e);
      return FAILED;
    }
  }
}
