package io.tributary.embedded;

import java.nio.file.Path;

/** Another process runs its servers in the same data folder. */
public final class DataFolderInUse extends InfrastructureException {
  private static final long serialVersionUID = 1L;

  DataFolderInUse(Path folder, String process) {
    super("The data folder %s is in use by the Tributary process %s".formatted(folder, process));
  }
}
