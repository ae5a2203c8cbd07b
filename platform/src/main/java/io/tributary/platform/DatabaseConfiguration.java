package io.tributary.platform;

import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.ops.DependencyCheck;
import io.tributary.platform.sql.DatabaseSettings;
import io.tributary.platform.sql.Databases;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What processes with a database have. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatasourceSettings.class)
public class DatabaseConfiguration {

  @Bean("platform.databases")
  Databases databases(DatasourceSettings shared, Environment environment, EventProducer producer) {
    return new Databases(service -> settingsOf(service, shared, environment), producer);
  }

  @Bean("platform.databaseCheck")
  DependencyCheck databaseCheck(Databases databases) {
    return new DependencyCheck() {
      @Override
      public String name() {
        return "postgresql";
      }

      @Override
      public String effect() {
        return "the API answers 503, decisions and postings wait; tracking goes on";
      }

      @Override
      public boolean answers() {
        return databases.answer();
      }
    };
  }

  private static DatabaseSettings settingsOf(
      String service, DatasourceSettings shared, Environment environment) {
    return Binder.get(environment)
        .bind("tributary." + service + ".datasource", DatasourceSettings.class)
        .orElse(shared)
        .toDatabase();
  }
}
