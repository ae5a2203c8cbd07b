package io.tributary.tracking.directory;

import io.tributary.contract.directory.AffiliateDirectoryEntry;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.CouponSnapshot;
import io.tributary.contract.directory.IdentityDirectoryEntry;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.directory.SignInsSnapshot;
import io.tributary.contract.directory.TenantSnapshot;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The directories in memory. Each kind of entry has one writer, which applies a topic in order;
 * readers see a change as soon as it was applied, and nothing remembers what was not found.
 */
public final class Directory
    implements LinkDirectory,
        CampaignDirectory,
        AffiliateDirectory,
        ApiKeyDirectory,
        TenantDirectory,
        SignInDirectory,
        PageHostDirectory {

  private final JsonMapper json = DirectoryJson.mapper();
  private final Map<String, LinkSnapshot> linksByCode = new ConcurrentHashMap<>();
  private final Map<String, String> codesByLink = new ConcurrentHashMap<>();
  private final Map<Member, String> firstCodes = new ConcurrentHashMap<>();
  private final Map<String, Campaign> campaigns = new ConcurrentHashMap<>();
  private final Map<TenantId, Map<String, Campaign>> campaignsByTenant = new ConcurrentHashMap<>();
  private final Map<String, Campaign> campaignsByToken = new ConcurrentHashMap<>();
  private final Map<String, AffiliateSnapshot.Status> affiliates = new ConcurrentHashMap<>();
  private final Map<Member, MembershipSnapshot.Status> memberships = new ConcurrentHashMap<>();
  private final Map<String, Member> membersById = new ConcurrentHashMap<>();
  private final Map<String, ApiKeySnapshot> keysByPublicId = new ConcurrentHashMap<>();
  private final Map<String, String> publicIdsByKey = new ConcurrentHashMap<>();
  private final Map<String, TrackingTerms> tenants = new ConcurrentHashMap<>();
  private final Map<String, SignInsSnapshot> signIns = new ConcurrentHashMap<>();

  /** How many publishable keys in force name a host. */
  private final Map<String, Integer> pageHosts = new ConcurrentHashMap<>();

  private record Member(CampaignId campaign, AffiliateId affiliate) {}

  /** What reads the entries: equal ids of all kinds of entries are one object then. */
  public JsonMapper json() {
    return json;
  }

  @Override
  public @Nullable LinkSnapshot link(String code) {
    return linksByCode.get(code);
  }

  @Override
  public @Nullable LinkSnapshot link(CampaignId campaign, AffiliateId affiliate) {
    String code = firstCodes.get(new Member(campaign, affiliate));
    return code == null ? null : linksByCode.get(code);
  }

  @Override
  public @Nullable Campaign campaign(CampaignId id) {
    return campaigns.get(id.value());
  }

  @Override
  public @Nullable Campaign onlyActive(TenantId tenant) {
    Campaign only = null;
    for (Campaign campaign : campaignsByTenant.getOrDefault(tenant, Map.of()).values()) {
      if (campaign.terms().status() == CampaignSnapshot.Status.ACTIVE) {
        if (only != null) {
          return null;
        }
        only = campaign;
      }
    }
    return only;
  }

  @Override
  public @Nullable Campaign campaignOfToken(String sha256) {
    return campaignsByToken.get(sha256);
  }

  @Override
  public AffiliateSnapshot.@Nullable Status affiliate(AffiliateId id) {
    return affiliates.get(id.value());
  }

  @Override
  public MembershipSnapshot.@Nullable Status membership(
      CampaignId campaign, AffiliateId affiliate) {
    return memberships.get(new Member(campaign, affiliate));
  }

  @Override
  public @Nullable ApiKeySnapshot apiKey(String publicId) {
    return keysByPublicId.get(publicId);
  }

  @Override
  public TrackingTerms tracking(TenantId id) {
    return tenants.getOrDefault(id.value(), TrackingTerms.DEFAULT);
  }

  @Override
  public @Nullable SignInsSnapshot signIns(AffiliateId id) {
    return signIns.get(id.value());
  }

  @Override
  public boolean isNamed(String pattern) {
    return pageHosts.containsKey(pattern);
  }

  /** Takes what the campaign service says; null when the entity was deleted. */
  public void applyCampaign(String id, @Nullable CampaignDirectoryEntry entry) {
    switch (entry) {
      case CampaignSnapshot campaign -> put(campaign);
      case LinkSnapshot link -> put(link);
      case CouponSnapshot coupon -> {
        // Coupons are resolved where conversions are attributed.
      }
      case null -> {
        removeLink(id);
        removeCampaign(id);
      }
    }
  }

  /** Takes what the affiliate service says; null when the entity was deleted. */
  public void applyAffiliate(String id, @Nullable AffiliateDirectoryEntry entry) {
    switch (entry) {
      case AffiliateSnapshot affiliate ->
          affiliates.put(affiliate.affiliateId().value(), affiliate.status());
      case MembershipSnapshot membership -> put(membership);
      case null -> {
        affiliates.remove(id);
        removeMembership(id);
      }
    }
  }

  /** Takes what the identity service says; null when the entity was deleted. */
  public void applyIdentity(String id, @Nullable IdentityDirectoryEntry entry) {
    switch (entry) {
      case ApiKeySnapshot key -> put(key);
      case TenantSnapshot tenant -> tenants.put(tenant.tenantId().value(), tenant.tracking());
      case SignInsSnapshot where -> put(where);
      case null -> {
        tenants.remove(id);
        signIns.remove(id);
        removeKey(id);
      }
    }
  }

  private void put(LinkSnapshot link) {
    linksByCode.put(link.code(), link);
    String earlier = codesByLink.put(link.linkId().value(), link.code());
    if (earlier != null && !earlier.equals(link.code())) {
      linksByCode.remove(earlier);
    }
    firstCodes.merge(
        new Member(link.campaignId(), link.affiliateId()), link.code(), this::codeOfEarlier);
  }

  /** The code whose link was made first; a code whose link is gone gives way. */
  private String codeOfEarlier(String known, String added) {
    LinkSnapshot first = linksByCode.get(known);
    LinkSnapshot second = linksByCode.get(added);
    if (first == null || second == null) {
      return first == null ? added : known;
    }
    return first.linkId().value().compareTo(second.linkId().value()) <= 0 ? known : added;
  }

  private void removeLink(String id) {
    String code = codesByLink.remove(id);
    LinkSnapshot link = code == null ? null : linksByCode.remove(code);
    if (link != null) {
      forgetFirst(new Member(link.campaignId(), link.affiliateId()), link.code());
    }
  }

  private void forgetFirst(Member member, String code) {
    if (firstCodes.remove(member, code)) {
      linksByCode.values().stream()
          .filter(link -> link.campaignId().equals(member.campaign()))
          .filter(link -> link.affiliateId().equals(member.affiliate()))
          .min(Comparator.comparing(link -> link.linkId().value()))
          .ifPresent(next -> firstCodes.put(member, next.code()));
    }
  }

  private void put(CampaignSnapshot snapshot) {
    Campaign campaign = Campaign.of(snapshot);
    Campaign earlier = campaigns.put(snapshot.campaignId().value(), campaign);
    campaignsByTenant
        .computeIfAbsent(snapshot.tenantId(), tenant -> new ConcurrentHashMap<>())
        .put(snapshot.campaignId().value(), campaign);
    campaignsByToken.put(snapshot.postbackTokenSha256(), campaign);
    if (earlier != null
        && !earlier.terms().postbackTokenSha256().equals(snapshot.postbackTokenSha256())) {
      campaignsByToken.remove(earlier.terms().postbackTokenSha256());
    }
  }

  private void removeCampaign(String id) {
    Campaign earlier = campaigns.remove(id);
    if (earlier != null) {
      campaignsByToken.remove(earlier.terms().postbackTokenSha256());
      Map<String, Campaign> siblings = campaignsByTenant.get(earlier.terms().tenantId());
      if (siblings != null) {
        siblings.remove(id);
      }
    }
  }

  private void put(MembershipSnapshot membership) {
    Member member = new Member(membership.campaignId(), membership.affiliateId());
    memberships.put(member, membership.status());
    membersById.put(membership.membershipId().value(), member);
  }

  private void removeMembership(String id) {
    Member member = membersById.remove(id);
    if (member != null) {
      memberships.remove(member);
    }
  }

  private void put(ApiKeySnapshot key) {
    countHosts(keysByPublicId.put(key.publicId(), key), -1);
    countHosts(key, 1);
    publicIdsByKey.put(key.keyId().value(), key.publicId());
  }

  private void put(SignInsSnapshot where) {
    String id = where.affiliateId().value();
    if (where.addresses().isEmpty() && where.devices().isEmpty()) {
      signIns.remove(id);
    } else {
      signIns.put(id, where);
    }
  }

  private void removeKey(String id) {
    String publicId = publicIdsByKey.remove(id);
    if (publicId != null) {
      countHosts(keysByPublicId.remove(publicId), -1);
    }
  }

  private void countHosts(@Nullable ApiKeySnapshot key, int change) {
    if (key != null && key.kind() == ApiKeySnapshot.Kind.PUBLISHABLE && !key.revoked()) {
      for (String host : key.hosts()) {
        pageHosts.compute(
            host,
            (name, count) -> {
              int keys = (count == null ? 0 : count) + change;
              return keys == 0 ? null : keys;
            });
      }
    }
  }
}
