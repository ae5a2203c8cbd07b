package io.tributary.tracking.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an error when more comes than is allowed. */
final class LimitedStream extends FilterInputStream {

  private long left;

  /** More came than is allowed. */
  static final class TooLong extends IOException {

    private static final long serialVersionUID = 1;

    TooLong() {
      super("more than is allowed");
    }
  }

  LimitedStream(InputStream in, long limit) {
    super(in);
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = super.read(into, from, length);
    count(Math.max(count, 0));
    return count;
  }

  private void count(int bytes) throws TooLong {
    left -= bytes;
    if (left < 0) {
      throw new TooLong();
    }
  }
}
