package io.tributary.identity.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.identity.token.TokenIssuer;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public keys of access tokens (RFC 7517). */
@RestController
@Tag(name = "identity")
class KeySetController {

  private final TokenIssuer tokens;

  KeySetController(TokenIssuer tokens) {
    this.tokens = tokens;
  }

  @Operation(summary = "Get the public keys of access tokens (RFC 7517)")
  @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<KeySetResponse> keys() {
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
        .body(new KeySetResponse(tokens.publicKeys()));
  }

  /**
   * A key set.
   *
   * @param keys each a JWK, whose members depend on its type
   */
  record KeySetResponse(List<Map<String, Object>> keys) {}
}
