package io.tributary.tracking.directory;

import io.tributary.contract.directory.ApiKeySnapshot;
import org.jspecify.annotations.Nullable;

/** Finds API keys. */
public interface ApiKeyDirectory {

  /** The key of the public part of its text; null when there is none. */
  @Nullable ApiKeySnapshot apiKey(String publicId);
}
