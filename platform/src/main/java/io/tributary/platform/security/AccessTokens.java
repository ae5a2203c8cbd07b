package io.tributary.platform.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** What an access token looks like, and the check of one. */
public final class AccessTokens {

  public static final String ISSUER = "tributary";
  public static final String AUDIENCE = "tributary-api";
  public static final String TYPE = "at+jwt";

  /** The cookie in which the console carries its access token. */
  public static final String COOKIE = "tb_session";

  private static final int MAX_LENGTH = 4_096;
  private static final Duration LEEWAY = Duration.ofSeconds(60);
  private static final Duration MAX_LIFE = Duration.ofMinutes(15);
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-]+");

  private AccessTokens() {}

  /** A decoder that fetches the keys of the identity service from its JWKS address. */
  public static JwtDecoder decoder(String jwksAddress) {
    NimbusJwtDecoder nimbus =
        NimbusJwtDecoder.withJwkSetUri(jwksAddress)
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .jwtProcessorCustomizer(
                processor ->
                    processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TYPE))))
            .build();
    nimbus.setJwtValidator(validator());
    return token -> {
      requireCanonical(token);
      return nimbus.decode(token);
    };
  }

  static OAuth2TokenValidator<Jwt> validator() {
    return new DelegatingOAuth2TokenValidator<>(
        new JwtTimestampValidator(LEEWAY),
        new JwtIssuerValidator(ISSUER),
        new JwtClaimValidator<java.util.List<String>>(
            "aud", audience -> audience != null && audience.contains(AUDIENCE)),
        AccessTokens::checkLife);
  }

  /** A token has one spelling only: three parts of unpadded base64url without stray bits. */
  static void requireCanonical(String token) {
    String[] parts = token.split("\\.", -1);
    if (token.length() > MAX_LENGTH || parts.length != 3) {
      throw new BadJwtException("not a compact token");
    }
    for (String part : parts) {
      if (!PART.matcher(part).matches() || !part.equals(reencoded(part))) {
        throw new BadJwtException("not canonical base64url");
      }
    }
  }

  private static String reencoded(String part) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Base64.getUrlDecoder().decode(part));
    } catch (IllegalArgumentException e) {
      throw new BadJwtException("not base64url", e);
    }
  }

  private static OAuth2TokenValidatorResult checkLife(Jwt token) {
    Instant issued = token.getIssuedAt();
    Instant expires = token.getExpiresAt();
    if (issued == null || expires == null) {
      return refused("iat and exp are required");
    }
    if (Duration.between(issued, expires).compareTo(MAX_LIFE) > 0) {
      return refused("the life is too long");
    }
    if (issued.isAfter(Instant.now().plus(LEEWAY))) {
      return refused("issued in the future");
    }
    return OAuth2TokenValidatorResult.success();
  }

  private static OAuth2TokenValidatorResult refused(String why) {
    return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", why, null));
  }
}
