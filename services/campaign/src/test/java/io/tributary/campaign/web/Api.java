package io.tributary.campaign.web;

import io.tributary.campaign.link.Codes;
import io.tributary.campaign.link.LinkAddresses;
import io.tributary.campaign.membership.Memberships;
import io.tributary.campaign.terms.AttributionRuleForm;
import io.tributary.campaign.terms.CampaignForm;
import io.tributary.campaign.terms.DryRun;
import io.tributary.campaign.terms.RuleForm;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.RuleId;
import io.tributary.platform.ApiConfiguration;
import io.tributary.platform.sql.Database;
import io.tributary.platform.testing.FakeClock;
import io.tributary.platform.testing.TestDatabases;
import io.tributary.rule.RuleEngine;
import java.security.SecureRandom;
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
@ComponentScan({"io.tributary.campaign.store", "io.tributary.campaign.web"})
class Api {

  @Bean("campaign.database")
  Database database() {
    return TestDatabases.of("campaign");
  }

  @Bean
  Memberships memberships() {
    return new FakeMemberships();
  }

  @Bean
  RuleForm ruleForm() {
    return new RuleForm(new RuleEngine());
  }

  @Bean
  CampaignForm campaignForm(RuleForm rules) {
    return new CampaignForm(rules);
  }

  @Bean
  AttributionRuleForm attributionRuleForm(RuleForm rules) {
    return new AttributionRuleForm(rules);
  }

  @Bean
  DryRun dryRun(RuleForm rules, IdSource ids) {
    return new DryRun(rules, () -> RuleId.of(ids.next()));
  }

  @Bean
  Codes codes() {
    return new Codes(new SecureRandom());
  }

  @Bean
  IdSource ids() {
    return IdSource.system();
  }

  @Bean
  InstantSource clock() {
    return new FakeClock("2026-11-03T10:15:30.250Z");
  }

  @Bean
  LinkAddresses linkAddresses() {
    return new LinkAddresses("http://127.0.0.1:8081");
  }
}
