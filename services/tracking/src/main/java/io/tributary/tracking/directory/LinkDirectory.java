package io.tributary.tracking.directory;

import io.tributary.contract.directory.LinkSnapshot;
import org.jspecify.annotations.Nullable;

/** Finds links. */
public interface LinkDirectory {

  /** The link of a code; null when there is none, as far as is known at this moment. */
  @Nullable LinkSnapshot link(String code);
}
