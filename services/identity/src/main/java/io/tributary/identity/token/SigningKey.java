package io.tributary.identity.token;

import com.nimbusds.jose.jwk.ECKey;
import java.time.Instant;

/**
 * A key pair that signs access tokens.
 *
 * @param pair on P-256, private part included
 * @param signsFrom when it takes over; it is published before
 */
public record SigningKey(ECKey pair, Instant signsFrom) {

  @Override
  public String toString() {
    return "SigningKey " + pair.getKeyID();
  }
}
