package io.tributary.tracking.script;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Consent;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.visitor.VisitorId;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who sends the events of one request.
 *
 * @param key shown by the page, checked already
 * @param address whole, never stored; null when it is not known
 * @param tracked whether consent and the tenant's settings allow to recognise the visitor
 * @param cookie the visitor of the edge's own cookie; null without one
 * @param timeZone of the browser, as IANA names it; null where it did not tell
 * @param sentAt the browser's clock when it sent; null when it did not tell
 */
public record ScriptSender(
    ApiKeySnapshot key,
    @Nullable InetAddress address,
    ClientHints hints,
    Client client,
    Consent consent,
    boolean tracked,
    @Nullable VisitorId cookie,
    @Nullable String timeZone,
    @Nullable Instant sentAt) {}
