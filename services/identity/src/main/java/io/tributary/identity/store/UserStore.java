package io.tributary.identity.store;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import io.tributary.identity.account.Accounts;
import io.tributary.identity.account.Credentials;
import io.tributary.identity.account.User;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Users in SQL. Methods that take the {@code JdbcClient} run in the caller's transaction. */
@Component
public class UserStore implements Accounts {

  private static final String COLUMNS =
      """
      select tenant_id, user_id, email, name, password_hash, roles, affiliate_id, advertiser_id,
             active, created_at
      from identity.user_account
      """;

  private final Database database;
  private final AuditTrail audit;

  UserStore(@Qualifier("identity.database") Database database, AuditTrail audit) {
    this.database = database;
    this.audit = audit;
  }

  @Override
  public Optional<Credentials> byEmail(String email) {
    return database.inTransaction(
        sql ->
            sql.sql("select identity.tenant_of_email(:email)")
                .param("email", email)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .flatMap(
                    tenant -> {
                      database.asTenant(sql, new TenantId(tenant));
                      return sql.sql(COLUMNS + "where email = :email")
                          .param("email", email)
                          .query(
                              (row, n) ->
                                  new Credentials(user(row), row.getString("password_hash")))
                          .optional();
                    }));
  }

  @Override
  public void signedIn(User user) {
    record(user, "user.signed_in");
  }

  @Override
  public void refused(User user) {
    record(user, "user.sign_in_refused");
  }

  private void record(User user, String action) {
    database.inTenant(
        user.tenantId(),
        sql -> {
          String id = user.userId().value();
          audit.record(sql, user.tenantId(), id, action, id, Map.of());
          return true;
        });
  }

  @Override
  public void rehashed(User user, String passwordHash) {
    database.inTenant(
        user.tenantId(),
        sql ->
            sql.sql(
                    """
                    update identity.user_account
                    set password_hash = :hash
                    where user_id = :id
                    """)
                .param("hash", passwordHash)
                .param("id", user.userId().value())
                .update());
  }

  /** Adds a user; false when the address has an account already. */
  public boolean insert(JdbcClient sql, User user, String passwordHash) {
    return sql.sql(
                """
                insert into identity.user_account (tenant_id, user_id, email, name, password_hash,
                  roles, affiliate_id, advertiser_id, active, created_at)
                values (:tenant, :id, :email, :name, :hash, :roles, :affiliate, :advertiser,
                  :active, :created_at)
                on conflict do nothing
                """)
            .param("tenant", user.tenantId().value())
            .param("id", user.userId().value())
            .param("email", user.email())
            .param("name", user.name())
            .param("hash", passwordHash)
            .param("roles", names(user))
            .param("affiliate", Columns.text(user.affiliateId()))
            .param("advertiser", Columns.text(user.advertiserId()))
            .param("active", user.active())
            .param("created_at", Columns.time(user.createdAt()))
            .update()
        == 1;
  }

  /** Stores name, roles, bindings and whether the user is active. */
  public void update(JdbcClient sql, User user) {
    sql.sql(
            """
            update identity.user_account
            set name = :name, roles = :roles, affiliate_id = :affiliate,
                advertiser_id = :advertiser, active = :active
            where user_id = :id
            """)
        .param("name", user.name())
        .param("roles", names(user))
        .param("affiliate", Columns.text(user.affiliateId()))
        .param("advertiser", Columns.text(user.advertiserId()))
        .param("active", user.active())
        .param("id", user.userId().value())
        .update();
  }

  public Optional<User> find(JdbcClient sql, UserId id) {
    return sql.sql(COLUMNS + "where user_id = :id")
        .param("id", id.value())
        .query((row, n) -> user(row))
        .optional();
  }

  /** The tenant's users, oldest first, with one row more than the page holds. */
  public List<User> list(JdbcClient sql, PageQuery page) {
    return sql.sql(COLUMNS + "where user_id > :after order by user_id limit :limit")
        .param("after", page.cursor() == null ? "" : page.cursor())
        .param("limit", page.limit() + 1)
        .query((row, n) -> user(row))
        .list();
  }

  /** The ids of the tenant's active administrators, locked until the transaction ends. */
  public List<UserId> lockAdmins(JdbcClient sql) {
    return sql.sql(
            """
            select user_id
            from identity.user_account
            where active and 'ADMIN' = any (roles)
            order by user_id
            for update
            """)
        .query((row, n) -> new UserId(row.getString("user_id")))
        .list();
  }

  static User user(ResultSet row) throws SQLException {
    return new User(
        new TenantId(row.getString("tenant_id")),
        new UserId(row.getString("user_id")),
        row.getString("email"),
        row.getString("name"),
        Arrays.stream((String[]) row.getArray("roles").getArray())
            .map(Role::valueOf)
            .collect(Collectors.toUnmodifiableSet()),
        Columns.idOrNull(row, "affiliate_id", AffiliateId::new),
        Columns.idOrNull(row, "advertiser_id", AdvertiserId::new),
        row.getBoolean("active"),
        Columns.time(row, "created_at"));
  }

  private static String[] names(User user) {
    return user.roles().stream().map(Enum::name).sorted().toArray(String[]::new);
  }
}
