package io.tributary.notification.email;

import io.tributary.contract.directory.AffiliateDirectoryEntry;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Name and address of every affiliate, as the directory has them. */
public final class Contacts {

  private final Map<String, AffiliateSnapshot> affiliates = new ConcurrentHashMap<>();

  /** Takes a directory entry; null when it was deleted. */
  public void apply(String key, @Nullable AffiliateDirectoryEntry entry) {
    if (entry == null) {
      affiliates.remove(key);
    } else if (entry instanceof AffiliateSnapshot affiliate) {
      affiliates.put(affiliate.affiliateId().value(), affiliate);
    }
  }

  /** The affiliate's name and address, if it is known and the tenant's own. */
  public Optional<Contact> of(TenantId tenant, AffiliateId affiliate) {
    return Optional.ofNullable(affiliates.get(affiliate.value()))
        .filter(known -> known.tenantId().equals(tenant))
        .map(known -> new Contact(known.name(), known.email()));
  }

  /** Whom a mail goes to. */
  public record Contact(String name, String email) {

    /** The address with all but its first letter and its domain hidden. */
    public String masked() {
      int at = email.lastIndexOf('@');
      return at < 1 ? "***" : email.charAt(0) + "***" + email.substring(at);
    }

    @Override
    public String toString() {
      return masked();
    }
  }
}
