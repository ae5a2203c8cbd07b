package io.tributary.reporting.stream;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.kafka.DirectoryListener;
import io.tributary.reporting.performance.CampaignFacts;
import io.tributary.reporting.performance.Campaigns;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The campaigns in memory, as the directory topic tells them. */
public final class CampaignDirectory
    implements Campaigns, DirectoryListener<CampaignDirectoryEntry> {

  private static final Duration STEP = Duration.ofMillis(50);

  private final Duration patience;
  private final Map<CampaignId, CampaignFacts> campaigns = new ConcurrentHashMap<>();

  /**
   * An empty directory.
   *
   * @param patience how long {@link #find} waits: events can overtake the directory
   */
  public CampaignDirectory(Duration patience) {
    this.patience = patience;
  }

  @Override
  public void apply(String key, @Nullable CampaignDirectoryEntry entry) {
    if (entry instanceof CampaignSnapshot campaign) {
      campaigns.put(
          campaign.campaignId(),
          new CampaignFacts(
              campaign.campaignId(),
              campaign.tenantId(),
              campaign.advertiserId(),
              campaign.currency()));
    }
  }

  @Override
  public Optional<CampaignFacts> find(CampaignId id) {
    CampaignFacts facts = campaigns.get(id);
    for (long waited = 0; facts == null && waited < patience.toMillis(); ) {
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      waited += STEP.toMillis();
      facts = campaigns.get(id);
    }
    return Optional.ofNullable(facts);
  }

  @Override
  public Set<CampaignId> of(TenantId tenant, AdvertiserId advertiser) {
    return campaigns.values().stream()
        .filter(
            campaign ->
                campaign.tenant().equals(tenant) && campaign.advertiser().equals(advertiser))
        .map(CampaignFacts::campaign)
        .collect(toUnmodifiableSet());
  }

  /** The campaign if it is known now. */
  Optional<CampaignFacts> known(CampaignId id) {
    return Optional.ofNullable(campaigns.get(id));
  }
}
