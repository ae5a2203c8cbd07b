package io.tributary.tracking.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks bodies, never to more than is allowed. */
final class Gzip {

  private Gzip() {}

  /** The content, at most one byte more than the limit; null when it is not packed with gzip. */
  static byte @Nullable [] unpack(byte[] packed, int limit) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readNBytes(limit + 1);
    } catch (IOException e) {
      return null;
    }
  }
}
