package io.tributary.identity.store;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.tributary.contract.id.IdSource;
import io.tributary.identity.token.SigningKey;
import io.tributary.identity.token.SigningKeys;
import io.tributary.platform.security.SecretBox;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Signing keys in SQL, their private parts encrypted. Kept in memory for a minute, so that a key
 * that was added is published well before it takes over.
 */
public final class SigningKeyStore implements SigningKeys {

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final Database database;
  private final SecretBox box;
  private final IdSource ids;
  private final InstantSource clock;
  private volatile Known known = new Known(List.of(), Instant.MIN);

  public SigningKeyStore(Database database, SecretBox box, IdSource ids, InstantSource clock) {
    this.database = database;
    this.box = box;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public List<SigningKey> all() {
    Known current = known;
    Instant now = clock.instant();
    if (current.keys().isEmpty() || now.isAfter(current.readAt().plus(KEPT))) {
      current = new Known(database.inTransaction(this::read), now);
      known = current;
    }
    return current.keys();
  }

  /** Generates the first key unless there is one, once however many processes start. */
  public void ensureOne() {
    List<SigningKey> keys =
        database.inTransaction(
            sql -> {
              Locks.take(sql, "identity.signing_key");
              if (read(sql).isEmpty()) {
                insert(sql, clock.instant());
              }
              return read(sql);
            });
    known = new Known(keys, clock.instant());
  }

  /** Adds a key that takes over at the given time. */
  public void add(Instant signsFrom) {
    database.inTransaction(
        sql -> {
          insert(sql, signsFrom);
          return true;
        });
  }

  private void insert(JdbcClient sql, Instant signsFrom) {
    String kid = "sig_" + ids.next();
    ECKey pair = generate(kid);
    sql.sql(
            """
            insert into identity.signing_key (kid, public_jwk, private_key, created_at, signs_from)
            values (:kid, cast(:public as jsonb), :private, :now, :signs_from)
            """)
        .param("kid", kid)
        .param("public", pair.toPublicJWK().toJSONString())
        .param(
            "private", box.close(pair.toJSONString().getBytes(StandardCharsets.UTF_8), place(kid)))
        .param("now", Columns.time(clock.instant()))
        .param("signs_from", Columns.time(signsFrom))
        .update();
  }

  private List<SigningKey> read(JdbcClient sql) {
    return sql.sql(
            """
            select kid, private_key, signs_from
            from identity.signing_key
            order by signs_from
            """)
        .query(
            (row, n) ->
                new SigningKey(
                    open(row.getString("kid"), row.getBytes("private_key")),
                    Columns.time(row, "signs_from")))
        .list();
  }

  private ECKey open(String kid, byte[] closed) {
    try {
      return ECKey.parse(new String(box.open(closed, place(kid)), StandardCharsets.UTF_8));
    } catch (ParseException e) {
      throw new IllegalStateException("signing key " + kid + " cannot be read", e);
    }
  }

  private static ECKey generate(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .keyID(kid)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no key pair", e);
    }
  }

  private static String place(String kid) {
    return "identity.signing_key.private_key/" + kid;
  }

  private record Known(List<SigningKey> keys, Instant readAt) {}
}
