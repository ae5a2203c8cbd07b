package io.tributary.platform.ops;

/** Whether something outside that this process uses answers; for information only. */
public interface DependencyCheck {

  /** For example {@code kafka}. */
  String name();

  /** What its absence means, for people. */
  String effect();

  boolean answers();
}
