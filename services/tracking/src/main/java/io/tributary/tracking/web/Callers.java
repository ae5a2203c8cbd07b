package io.tributary.tracking.web;

import io.tributary.platform.security.Caller;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Tells who shows an access token; may wait for the identity service. */
public final class Callers {

  private final JwtDecoder decoder;

  public Callers(JwtDecoder decoder) {
    this.decoder = decoder;
  }

  /** Who shows a token. */
  sealed interface Shown {

    /** A user of the management API. */
    record By(Caller caller) implements Shown {}

    /** The token is not valid. */
    record Nobody() implements Shown {}

    /** The keys to check it with cannot be had. */
    record Unchecked() implements Shown {}
  }

  Shown of(String token) {
    try {
      return new Shown.By(Caller.of(decoder.decode(token)));
    } catch (BadJwtException e) {
      return new Shown.Nobody();
    } catch (JwtException e) {
      return new Shown.Unchecked();
    }
  }
}
