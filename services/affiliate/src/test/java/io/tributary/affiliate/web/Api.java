package io.tributary.affiliate.web;

import io.tributary.contract.id.IdSource;
import io.tributary.platform.ApiConfiguration;
import io.tributary.platform.sql.Database;
import io.tributary.platform.testing.FakeClock;
import io.tributary.platform.testing.TestDatabases;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The endpoints over the embedded PostgreSQL, with the platform's own web configuration. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import(ApiConfiguration.class)
@ComponentScan({"io.tributary.affiliate.store", "io.tributary.affiliate.web"})
class Api {

  @Bean("affiliate.database")
  Database database() {
    return TestDatabases.of("affiliate");
  }

  @Bean
  IdSource ids() {
    return IdSource.system();
  }

  @Bean
  InstantSource clock() {
    return new FakeClock("2026-11-03T10:15:30.250Z");
  }
}
