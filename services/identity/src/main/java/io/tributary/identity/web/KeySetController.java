package io.tributary.identity.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.identity.token.TokenIssuer;
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

  @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Map<String, Object>> keys() {
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
        .body(tokens.publicKeys());
  }
}
