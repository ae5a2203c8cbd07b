package io.tributary.reward.stream;

import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.id.CampaignId;
import io.tributary.platform.kafka.DirectoryListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The campaigns in memory, as the directory topic tells them. */
public final class Campaigns implements DirectoryListener<CampaignDirectoryEntry> {

  private final Map<String, CampaignSnapshot> campaigns = new ConcurrentHashMap<>();

  @Override
  public void apply(String key, @Nullable CampaignDirectoryEntry entry) {
    if (entry == null) {
      campaigns.remove(key);
    } else if (entry instanceof CampaignSnapshot campaign) {
      campaigns.put(campaign.campaignId().value(), campaign);
    }
  }

  Optional<CampaignSnapshot> find(CampaignId id) {
    return Optional.ofNullable(campaigns.get(id.value()));
  }
}
