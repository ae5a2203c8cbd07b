package io.tributary.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code tributary} command. */
@Command(
    name = "tributary",
    description = "Self-hosted partner marketing: tracking, attribution, ledger and payouts.",
    mixinStandardHelpOptions = true,
    subcommands = {ServeCommand.class, InfrastructureCommand.class},
    synopsisSubcommandLabel = "(serve | infrastructure)")
public final class Main implements Runnable {

  public static void main(String[] args) {
    int exit = new CommandLine(new Main()).execute(args);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
