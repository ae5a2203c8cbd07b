package io.tributary.tracking.script;

import io.tributary.platform.security.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    this.tag = Sha256.hex(plain).substring(0, TAG_CHARACTERS);
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

  private static byte @Nullable [] read(String resource) {
    try (InputStream in = ScriptFile.class.getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
