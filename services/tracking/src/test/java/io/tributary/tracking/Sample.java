package io.tributary.tracking;

import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.directory.SignInsSnapshot;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.ApiKeyId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.MembershipId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.security.Sha256;
import io.tributary.platform.security.SignInHashes;
import io.tributary.tracking.customer.EmailHashes;
import io.tributary.tracking.visitor.ClickKeys;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A small programme: one tenant, one campaign, one affiliate, one link, one key. */
public final class Sample {

  public static final Instant NOW = Instant.parse("2026-11-03T10:15:30.250Z");
  public static final TenantId TENANT = new TenantId("ten_01K9ZQ4T6R8XJ2M5N7P9S1V3W0");
  public static final TenantId OTHER_TENANT = new TenantId("ten_01K9ZQ4T6R8XJ2M5N7P9S1V3W9");
  public static final CampaignId CAMPAIGN = new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1");
  public static final AffiliateId AFFILIATE = new AffiliateId("aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2");
  public static final LinkId LINK = new LinkId("link_01K9ZQ4T6R8XJ2M5N7P9S1V3W3");
  public static final String CODE = "Ab3dE5";
  public static final String TOKEN = "postback-token-of-the-sample";
  public static final String KEY_ID = "abcDEF123456";
  public static final String KEY_SECRET = "7Qm2ZxK9pTf4LwBv8RcYh1NjE6sUa3";
  public static final String KEY = "trb_live_" + KEY_ID + "_" + KEY_SECRET + "06qu1K";
  public static final String PAGE_KEY_ID = "pagKEY123456";
  public static final String PAGE_KEY = "pk_live_" + PAGE_KEY_ID;

  public static final String SIGN_IN_KEY = Base64.getEncoder().encodeToString(new byte[32]);
  public static final SignInHashes SIGN_IN_HASHES = SignInHashes.ofKey(SIGN_IN_KEY);

  private Sample() {}

  public static CampaignSnapshot campaign(CampaignSnapshot.Status status) {
    return campaign(CAMPAIGN, TENANT, status, TOKEN);
  }

  public static CampaignSnapshot campaign(
      CampaignId id, TenantId tenant, CampaignSnapshot.Status status, String token) {
    return new CampaignSnapshot(
        id,
        tenant,
        new AdvertiserId("adv_01K9ZQ4T6R8XJ2M5N7P9S1V3W4"),
        "Spring",
        status,
        new CurrencyCode("USD"),
        "https://shop.example/landing?src=aff",
        List.of("shop.example"),
        TrafficTerms.DEFAULT,
        new AttributionTerms(
            AttributionTerms.Model.LAST_CLICK, Duration.ofDays(30), Duration.ofDays(1)),
        Duration.ZERO,
        List.of(),
        Sha256.hex(token),
        1,
        NOW);
  }

  public static LinkSnapshot link() {
    return new LinkSnapshot(LINK, TENANT, CAMPAIGN, AFFILIATE, CODE, null, null, null, false);
  }

  public static AffiliateSnapshot affiliate(AffiliateSnapshot.Status status) {
    return new AffiliateSnapshot(
        AFFILIATE, TENANT, "Anna", "anna@example.org", status, null, 1, NOW);
  }

  public static MembershipSnapshot membership(MembershipSnapshot.Status status) {
    return new MembershipSnapshot(
        new MembershipId("mem_01K9ZQ4T6R8XJ2M5N7P9S1V3W5"),
        TENANT,
        CAMPAIGN,
        AFFILIATE,
        status,
        NOW);
  }

  public static ApiKeySnapshot apiKey(String... scopes) {
    return new ApiKeySnapshot(
        new ApiKeyId("key_01K9ZQ4T6R8XJ2M5N7P9S1V3W6"),
        TENANT,
        ApiKeySnapshot.Kind.SECRET,
        KEY_ID,
        Sha256.hex(KEY_SECRET),
        Set.copyOf(List.of(scopes)),
        Set.of(),
        false);
  }

  /** The campaign with terms of its postbacks. */
  public static CampaignSnapshot campaign(TrafficTerms.PostbackTerms postback) {
    CampaignSnapshot plain = campaign(CampaignSnapshot.Status.ACTIVE);
    TrafficTerms traffic = plain.traffic();
    return new CampaignSnapshot(
        plain.campaignId(),
        plain.tenantId(),
        plain.advertiserId(),
        plain.name(),
        plain.status(),
        plain.currency(),
        plain.landingUrl(),
        plain.allowedDomains(),
        new TrafficTerms(
            traffic.landingPages(),
            traffic.rotator(),
            traffic.targeting(),
            traffic.schedule(),
            traffic.caps(),
            traffic.fallback(),
            traffic.redirectStatus(),
            traffic.referrerPolicy(),
            traffic.uniqueFor(),
            traffic.viaParameters(),
            postback,
            traffic.fraud()),
        plain.attribution(),
        plain.hold(),
        plain.rules(),
        plain.postbackTokenSha256(),
        plain.version(),
        plain.updatedAt());
  }

  public static EmailHashes emails() {
    return new EmailHashes(
        "key-of-the-sample-that-is-long-enough".getBytes(StandardCharsets.UTF_8));
  }

  /** The affiliate having signed in once. */
  public static SignInsSnapshot signIns(String ip, String userAgent, String language) {
    InetAddress address = InetAddress.ofLiteral(ip);
    return new SignInsSnapshot(
        TENANT,
        AFFILIATE,
        Set.of(Objects.requireNonNull(SIGN_IN_HASHES.address(TENANT, AFFILIATE, address))),
        Set.of(
            Objects.requireNonNull(
                SIGN_IN_HASHES.device(TENANT, AFFILIATE, address, userAgent, language))));
  }

  /** The key that pages of these hosts show. */
  public static ApiKeySnapshot publishableKey(String... hosts) {
    return new ApiKeySnapshot(
        new ApiKeyId("key_01K9ZQ4T6R8XJ2M5N7P9S1V3W7"),
        TENANT,
        ApiKeySnapshot.Kind.PUBLISHABLE,
        PAGE_KEY_ID,
        "",
        Set.of(),
        Set.copyOf(List.of(hosts)),
        false);
  }

  public static ClickKeys clickKeys(String... idsAndFillers) {
    return ClickKeys.parse(
        List.of(idsAndFillers).stream().map(id -> id + ":" + secret(id)).toList());
  }

  /** The setting of a click key whose secret is made of its id. */
  public static String secret(String id) {
    return Base64.getEncoder()
        .encodeToString((id + "-").repeat(32).getBytes(StandardCharsets.UTF_8));
  }
}
