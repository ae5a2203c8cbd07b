package io.tributary.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** As much of Redis' protocol as starting and stopping it needs: commands and one-line replies. */
final class RedisConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int MAX_REPLY = 4_096;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  RedisConnection(int port, String password) throws IOException {
    socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
      String reply = call("AUTH", password);
      if (!reply.equals("+OK")) {
        throw new IOException("Redis refused the password: " + reply);
      }
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends a command and answers the first line of the reply, with its type character. */
  String call(String... words) throws IOException {
    StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int bytes = word.getBytes(StandardCharsets.UTF_8).length;
      request.append('$').append(bytes).append("\r\n").append(word).append("\r\n");
    }
    out.write(request.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
    return line();
  }

  String line() throws IOException {
    StringBuilder reply = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || reply.length() >= MAX_REPLY) {
        throw new IOException("Redis closed the connection");
      }
      if (next != '\r') {
        reply.append((char) next);
      }
    }
    return reply.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
