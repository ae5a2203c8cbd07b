package io.tributary.tracking.directory;

/** Finds out which pages may use the script at all. */
public interface PageHostDirectory {

  /**
   * Whether a publishable key in force names this host.
   *
   * @param pattern a host in lower case, or {@code *.} before one
   */
  boolean isNamed(String pattern);
}
