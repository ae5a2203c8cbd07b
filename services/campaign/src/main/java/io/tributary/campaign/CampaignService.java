package io.tributary.campaign;

import io.tributary.campaign.link.Codes;
import io.tributary.campaign.link.LinkAddresses;
import io.tributary.campaign.terms.AttributionRuleForm;
import io.tributary.campaign.terms.CampaignForm;
import io.tributary.campaign.terms.DryRun;
import io.tributary.campaign.terms.RuleForm;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.RuleId;
import io.tributary.platform.ops.ReadinessCheck;
import io.tributary.platform.sql.Database;
import io.tributary.platform.sql.Databases;
import io.tributary.rule.RuleEngine;
import java.security.SecureRandom;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The role {@code campaign}. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(CampaignSettings.class)
public class CampaignService {

  private static final String ROLE = "campaign";

  @Bean("campaign.database")
  Database database(Databases databases) {
    return databases.of(ROLE);
  }

  @Bean("campaign.readiness")
  ReadinessCheck readiness(@Qualifier("campaign.database") Database database) {
    return ReadinessCheck.of(ROLE, "database", database::answers);
  }

  @Bean("campaign.ruleForm")
  RuleForm ruleForm() {
    return new RuleForm(new RuleEngine());
  }

  @Bean("campaign.campaignForm")
  CampaignForm campaignForm(RuleForm rules) {
    return new CampaignForm(rules);
  }

  @Bean("campaign.attributionRuleForm")
  AttributionRuleForm attributionRuleForm(RuleForm rules) {
    return new AttributionRuleForm(rules);
  }

  @Bean("campaign.dryRun")
  DryRun dryRun(RuleForm rules, IdSource ids) {
    return new DryRun(rules, () -> RuleId.of(ids.next()));
  }

  @Bean("campaign.codes")
  Codes codes() {
    return new Codes(new SecureRandom());
  }

  @Bean("campaign.linkAddresses")
  LinkAddresses linkAddresses(CampaignSettings settings) {
    return new LinkAddresses(settings.publicUrl());
  }
}
