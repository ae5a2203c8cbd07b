package io.tributary.benchmark.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says of a process. Linux only. */
final class ProcessCpu {

  private static final double TICKS_PER_SECOND = 100;

  private ProcessCpu() {}

  /** Processor time that a process has used so far, in seconds; steps of 10 ms. */
  static double seconds(long pid) {
    String stat = read(pid, "stat");
    // The command's name, in brackets, may hold spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** Resident memory in MiB. */
  static long residentMebibytes(long pid) {
    for (String line : read(pid, "status").split("\n", -1)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException("process %d is gone".formatted(pid), e);
    }
  }
}
