package io.tributary.tracking.conversion;

import com.github.f4b6a3.ulid.Ulid;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids of conversions, derived from what makes them one and the same, so that a repeat has the same
 * id wherever it comes in: 128 bits of SHA-256 in the form of a ULID.
 */
public final class ConversionIds {

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(ConversionIds::sha256);

  private ConversionIds() {}

  /** Of an order, which is unique in its campaign for ever. */
  public static ConversionId ofOrder(TenantId tenant, CampaignId campaign, String orderId) {
    return of("order", tenant, campaign, orderId);
  }

  /** Of a sender's event without an order. */
  public static ConversionId ofEvent(TenantId tenant, CampaignId campaign, String eventId) {
    return of("event", tenant, campaign, eventId);
  }

  /** Of a goal that a click or a visitor reaches once, when there is no order. */
  public static ConversionId ofGoal(
      TenantId tenant, CampaignId campaign, String clickOrVisitor, String goal) {
    return of("goal", tenant, campaign, clickOrVisitor + "\n" + goal);
  }

  private static ConversionId of(
      String kind, TenantId tenant, CampaignId campaign, String distinguishing) {
    String input = String.join("\n", kind, tenant.value(), campaign.value(), distinguishing);
    ByteBuffer hash = ByteBuffer.wrap(SHA_256.get().digest(input.getBytes(StandardCharsets.UTF_8)));
    return ConversionId.of(new Ulid(hash.getLong(), hash.getLong()).toString());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
