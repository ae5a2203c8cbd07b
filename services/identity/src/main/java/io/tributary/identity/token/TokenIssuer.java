package io.tributary.identity.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tributary.contract.id.IdSource;
import io.tributary.identity.account.User;
import io.tributary.platform.security.AccessTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * Issues access tokens (RFC 9068): ES256, with exactly {@code alg}, {@code kid} and {@code typ}.
 */
public final class TokenIssuer {

  private static final String CLIENT = "tributary-console";

  private final SigningKeys keys;
  private final Duration life;
  private final IdSource ids;
  private final InstantSource clock;

  public TokenIssuer(SigningKeys keys, Duration life, IdSource ids, InstantSource clock) {
    this.keys = keys;
    this.life = life;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A token for a user.
   *
   * @param signedInAt when the user last gave the password
   */
  public AccessToken issue(User user, Instant signedInAt) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    SigningKey key = current(now);
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(AccessTokens.ISSUER)
            .audience(AccessTokens.AUDIENCE)
            .subject(user.userId().value())
            .jwtID(ids.next())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)))
            .claim("client_id", CLIENT)
            .claim("auth_time", signedInAt.getEpochSecond())
            .claim("tenant", user.tenantId().value())
            .claim("email", user.email())
            .claim("roles", user.roles().stream().map(Enum::name).sorted().toList());
    if (user.affiliateId() != null) {
      claims.claim("affiliate_id", user.affiliateId().value());
    }
    if (user.advertiserId() != null) {
      claims.claim("advertiser_id", user.advertiserId().value());
    }
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType(AccessTokens.TYPE))
            .keyID(key.pair().getKeyID())
            .build();
    SignedJWT token = new SignedJWT(header, claims.build());
    try {
      token.sign(new ECDSASigner(key.pair()));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign", e);
    }
    return new AccessToken(token.serialize(), life);
  }

  /** The public keys that tokens can be checked with, in the form of RFC 7517. */
  public List<Map<String, Object>> publicKeys() {
    return keys.all().stream().map(key -> key.pair().toPublicJWK().toJSONObject()).toList();
  }

  private SigningKey current(Instant now) {
    return keys.all().stream()
        .filter(key -> !key.signsFrom().isAfter(now))
        .max(Comparator.comparing(SigningKey::signsFrom))
        .orElseThrow(() -> new IllegalStateException("no signing key"));
  }
}
