package io.tributary.identity;

import io.tributary.contract.id.IdSource;
import io.tributary.contract.topic.Topics;
import io.tributary.identity.account.AttemptLimit;
import io.tributary.identity.account.FirstAdmin;
import io.tributary.identity.account.Passwords;
import io.tributary.identity.account.SignIn;
import io.tributary.identity.store.Argon2Passwords;
import io.tributary.identity.store.AuditStore;
import io.tributary.identity.store.AuditTrail;
import io.tributary.identity.store.FailureStore;
import io.tributary.identity.store.FirstStart;
import io.tributary.identity.store.SessionStore;
import io.tributary.identity.store.SignInTraceStore;
import io.tributary.identity.store.SigningKeyStore;
import io.tributary.identity.store.TenantStore;
import io.tributary.identity.store.UserStore;
import io.tributary.identity.stream.AuditListener;
import io.tributary.identity.token.TokenIssuer;
import io.tributary.identity.web.Cookies;
import io.tributary.platform.kafka.EventListeners;
import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.platform.security.SecretBox;
import io.tributary.platform.security.SignInHashes;
import io.tributary.platform.sql.Database;
import io.tributary.platform.sql.Databases;
import io.tributary.platform.work.Pauses;
import io.tributary.platform.work.Work;
import io.tributary.platform.work.Worker;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The identity role: tenants, users, sessions, tokens and their keys, API keys, audit log. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(IdentitySettings.class)
public class IdentityService {

  private static final String ROLE = "identity";
  private static final Duration SESSIONS_KEPT = Duration.ofDays(1);
  private static final Duration FAILURES_KEPT = Duration.ofDays(1);
  private static final Duration HOUSEKEEPING = Duration.ofHours(1);

  @Bean("identity.database")
  Database database(Databases databases) {
    return databases.of(ROLE);
  }

  @Bean("identity.random")
  SecureRandom random() {
    return new SecureRandom();
  }

  @Bean("identity.secretBox")
  SecretBox secretBox(Environment environment, @Qualifier("identity.random") SecureRandom random) {
    return SecretBox.ofKey(environment.getProperty(SecretBox.PROPERTY), random);
  }

  @Bean("identity.passwords")
  Argon2Passwords passwords() {
    return new Argon2Passwords(Runtime.getRuntime().availableProcessors());
  }

  @Bean("identity.signingKeys")
  SigningKeyStore signingKeys(
      @Qualifier("identity.database") Database database,
      @Qualifier("identity.secretBox") SecretBox box,
      IdSource ids,
      InstantSource clock) {
    return new SigningKeyStore(database, box, ids, clock);
  }

  @Bean("identity.tokenIssuer")
  TokenIssuer tokenIssuer(
      SigningKeyStore keys, IdentitySettings settings, IdSource ids, InstantSource clock) {
    return new TokenIssuer(keys, settings.accessTokenLife(), ids, clock);
  }

  @Bean("identity.signIn")
  SignIn signIn(
      UserStore users,
      Passwords passwords,
      FailureStore failures,
      IdentitySettings settings,
      InstantSource clock) {
    return new SignIn(
        users,
        passwords,
        failures,
        new AttemptLimit(settings.failedSignInsPerMinute(), clock),
        clock);
  }

  @Bean("identity.sessions")
  SessionStore sessions(
      @Qualifier("identity.database") Database database,
      AuditTrail audit,
      IdSource ids,
      InstantSource clock,
      @Qualifier("identity.random") SecureRandom random,
      IdentitySettings settings) {
    return new SessionStore(
        database, audit, ids, clock, random, settings.sessionIdle(), settings.sessionLife());
  }

  @Bean("identity.signInTraces")
  SignInTraceStore signInTraces(
      @Qualifier("identity.database") Database database,
      Environment environment,
      InstantSource clock) {
    return new SignInTraceStore(
        database, SignInHashes.ofKey(environment.getProperty(SignInHashes.PROPERTY)), clock);
  }

  @Bean("identity.firstAdmin")
  FirstAdmin firstAdmin(
      IdentitySettings settings, @Qualifier("identity.random") SecureRandom random) {
    return FirstAdmin.configured(settings.adminEmail(), settings.adminPassword(), random);
  }

  @Bean("identity.firstStart")
  FirstStart firstStart(
      @Qualifier("identity.database") Database database,
      TenantStore tenants,
      UserStore users,
      AuditTrail audit,
      Passwords passwords,
      IdSource ids,
      InstantSource clock) {
    return new FirstStart(database, tenants, users, audit, passwords, ids, clock);
  }

  @Bean("identity.start")
  Start start(FirstStart firstStart, FirstAdmin admin, SigningKeyStore keys) {
    return new Start(
        () -> {
          keys.ensureOne();
          // Straight to the console: a password must not end up in a log.
          firstStart.run(admin, made -> System.out.println(made.announcement()));
        });
  }

  @Bean("identity.housekeeping")
  Worker housekeeping(SessionStore sessions, FailureStore failures, SignInTraceStore signInTraces) {
    return new Worker(
        "identity-housekeeping",
        Pauses.of(HOUSEKEEPING),
        Work.of(
            () -> {
              long unusedSessions = sessions.forget(SESSIONS_KEPT);
              long unusedFailures = failures.forget(FAILURES_KEPT);
              long unusedAffiliates = signInTraces.forget();
            }));
  }

  @Bean("identity.auditListener")
  AuditListener auditListener(EventListeners listeners, AuditStore entries) {
    AuditListener listener = new AuditListener(entries);
    listeners.listen(AuditListener.GROUP, Topics.AUDIT_EVENTS, listener);
    return listener;
  }

  @Bean("identity.cookies")
  Cookies cookies(IdentitySettings settings) {
    return new Cookies(settings.sessionLife());
  }

  @Bean("identity.readiness")
  ReadinessCheck readiness(@Qualifier("identity.database") Database database) {
    return ReadinessCheck.of(ROLE, "database", database::answers);
  }
}
