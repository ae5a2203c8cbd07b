package io.tributary.affiliate;

import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.platform.sql.Database;
import io.tributary.platform.sql.Databases;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The role {@code affiliate}. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class AffiliateService {

  private static final String ROLE = "affiliate";

  @Bean("affiliate.database")
  Database database(Databases databases) {
    return databases.of(ROLE);
  }

  @Bean("affiliate.readiness")
  ReadinessCheck readiness(@Qualifier("affiliate.database") Database database) {
    return ReadinessCheck.of(ROLE, "database", database::answers);
  }
}
