package io.tributary.tracking.traffic;

import io.tributary.contract.directory.Audience.Dimension;
import org.jspecify.annotations.Nullable;

/** What a visitor is told apart by. */
@FunctionalInterface
public interface Characteristics {

  /** The visitor's value in a dimension; null when it is not known. */
  @Nullable String value(Dimension dimension);
}
