package io.tributary.tracking.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A file of the script as it is answered. */
public final class ScriptFile {

  private static final String FOLDER = "/tributary-sdk/";
  private static final int TAG_CHARACTERS = 16;

  private final byte[] plain;
  private final byte[] zipped;
  private final String tag;

  private ScriptFile(byte[] plain, byte[] zipped) {
    this.plain = plain;
    this.zipped = zipped;
    this.tag = tagOf(plain);
  }

  /** The file of a name; null in a build without the script. */
  public static @Nullable ScriptFile load(String name) {
    byte[] plain = read(FOLDER + name);
    byte[] zipped = read(FOLDER + name + ".gz");
    return plain == null || zipped == null ? null : new ScriptFile(plain, zipped);
  }

  /** In UTF-8; not to be written to. */
  public byte[] plain() {
    return plain;
  }

  /** The same, compressed at build time; not to be written to. */
  public byte[] zipped() {
    return zipped;
  }

  /** Of the content, for the header {@code ETag}. */
  public String tag() {
    return tag;
  }

  private static String tagOf(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash).substring(0, TAG_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static byte @Nullable [] read(String resource) {
    try (InputStream in = ScriptFile.class.getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
