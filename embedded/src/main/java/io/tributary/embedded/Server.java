package io.tributary.embedded;

import io.tributary.embedded.InfrastructureFile.Running;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What differs between the servers; {@link ServerProcess} does what is the same for all. */
interface Server {
  Part part();

  /** The process that the infrastructure file names, alive or not. */
  @Nullable Running recorded();

  /** Notes in the infrastructure file which process serves the part now, or that none does. */
  void record(@Nullable Running running);

  /** All that decides how the server runs; a process with other settings is not taken over. */
  String settings();

  /** The process id that the server itself left in its folder. */
  OptionalLong pidOnDisk();

  /**
   * Chooses ports, makes data and configuration, and answers the command that starts the server.
   */
  List<String> prepare();

  /** Whether the process that is just starting has finished doing so; cheap, called often. */
  boolean isReady(long pid);

  /** What is to be done once, when the server has become ready. */
  void afterStart();

  /** Whether the server answers on the recorded port to the recorded credentials. */
  boolean answers();

  /** Asks for an orderly stop and returns at once. */
  void askToStop(ProcessHandle process);

  /** Whether the process, though alive, has nothing more to do for the data. */
  default boolean hasStoppedItsWork(long pid) {
    return false;
  }

  /** What is to be done once, when the server has ended as asked. */
  default void afterOrderlyStop() {}

  /** The last means before the process is killed. */
  default void insistOnStop(ProcessHandle process) {
    process.destroy();
  }
}
