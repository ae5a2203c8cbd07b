package io.tributary.tracking.fraud;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.Client;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.click.ClickParameters;
import io.tributary.tracking.click.Purpose;
import io.tributary.tracking.directory.Campaign;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A touch that did not come to a link of the edge: a server or a page tells of it, or somebody asks
 * what would be made of it.
 *
 * @param campaign whose terms count before the tenant's; null where only the tenant's do
 * @param affiliate whose touch it is; null when it is nobody's
 * @param address whole, never stored; null when it is not known
 * @param timeZone of the browser, as IANA names it; null where it did not tell
 * @param recognisable whether the visitor allows to be told apart by the browser
 * @param complete whether all that the browser sent is here; if not, what is absent says nothing
 */
public record ReportedTouch(
    TenantId tenant,
    @Nullable Campaign campaign,
    @Nullable AffiliateId affiliate,
    Purpose purpose,
    ClickParameters parameters,
    @Nullable InetAddress address,
    Client client,
    ClientHints hints,
    @Nullable String timeZone,
    boolean recognisable,
    boolean complete) {}
