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
    } catch (DataFolderInUse e) {
      System.err.println(e.getMessage());
      return IN_USE;
    } catch (InfrastructureException e) {
      System.err.println(e.getMessage());
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (Exception e) {
      log.debug("start failed", e);
      System.err.println("Tributary cannot start: " + rootMessage(e));
      return FAILED;
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
