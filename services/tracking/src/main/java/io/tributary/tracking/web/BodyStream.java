package io.tributary.tracking.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A request's body for a thread that may wait: the next chunk is asked for when the last was read,
 * so that no more than two are held.
 */
final class BodyStream extends InputStream {

  private static final int AHEAD = 2;
  private static final long WAIT_SECONDS = 30;

  /** What is thrown away, in bytes, before the connection is closed. */
  private static final long MAX_DISCARDED = 16L * 1024 * 1024;

  private final HttpServerRequest request;
  private final Context context;
  private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(AHEAD + 2);
  private Buffer chunk = Buffer.buffer();
  private int position;
  private boolean ended;
  private volatile boolean discarded;
  private long thrownAway;

  private sealed interface Part {

    record Chunk(Buffer bytes) implements Part {}

    record End() implements Part {}

    record Broken() implements Part {}
  }

  /** Begins to read, on the request's event loop. */
  BodyStream(HttpServerRequest request, Context context) {
    this.request = request;
    this.context = context;
    request.pause();
    request.handler(bytes -> take(new Part.Chunk(bytes)));
    request.endHandler(end -> take(new Part.End()));
    request.exceptionHandler(broken -> parts.offer(new Part.Broken()));
    request.fetch(AHEAD);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position == chunk.length()) {
      if (ended) {
        return -1;
      }
      next();
    }
    int count = Math.min(length, chunk.length() - position);
    chunk.getBytes(position, position + count, into, from);
    position += count;
    return count;
  }

  /** Reads what is left and throws it away, so that the answer is seen. */
  void discard() {
    discarded = true;
    context.runOnContext(ignored -> request.resume());
  }

  private void take(Part part) {
    if (!discarded) {
      parts.add(part);
    } else if (part instanceof Part.Chunk(Buffer bytes)) {
      thrownAway += bytes.length();
      if (thrownAway > MAX_DISCARDED) {
        var unused = request.connection().close();
      }
    }
  }

  private void next() throws IOException {
    Part part;
    try {
      part = parts.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    switch (part) {
      case Part.Chunk(Buffer bytes) -> {
        chunk = bytes;
        position = 0;
        context.runOnContext(ignored -> request.fetch(1));
      }
      case Part.End() -> ended = true;
      case Part.Broken() -> throw new IOException("the sender went away");
      case null -> throw new IOException("nothing came for %d seconds".formatted(WAIT_SECONDS));
    }
  }
}
