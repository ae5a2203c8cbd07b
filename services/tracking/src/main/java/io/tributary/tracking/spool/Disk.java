package io.tributary.tracking.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the spool's files are written. */
interface Disk {

  /** A file that is written at its end. */
  interface Appending extends Closeable {

    void write(ByteBuffer bytes) throws IOException;

    /** Returns when everything written is on the disk. */
    void force() throws IOException;

    void truncate(long length) throws IOException;
  }

  /** Makes a file, durably. */
  Appending create(Path file) throws IOException;

  /** The machine's own. */
  static Disk local() {
    return file -> {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
          entries.force(true);
        }
      }
      return new LocalFile(channel);
    };
  }

  /** A file of this machine. */
  record LocalFile(FileChannel channel) implements Appending {

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long length) throws IOException {
      channel.truncate(length);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
