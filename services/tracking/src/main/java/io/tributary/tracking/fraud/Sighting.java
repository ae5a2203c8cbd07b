package io.tributary.tracking.fraud;

import io.tributary.tracking.agent.Agent;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.click.ClickParameters;
import io.tributary.tracking.click.Purpose;
import io.tributary.tracking.network.Network;
import io.tributary.tracking.session.Session;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A touch as signals see it.
 *
 * @param system family of the operating system that the user agent names, in lower case
 * @param browser family of the browser that it names
 * @param language the header Accept-Language
 * @param timeZone of the browser, as IANA names it; null where it did not tell
 * @param denied what the tenant does not want
 * @param signIns where the affiliate signed in; null when nowhere
 * @param complete whether all that the browser sent is here; if not, what is absent says nothing
 */
record Sighting(
    Purpose purpose,
    ClickParameters parameters,
    @Nullable InetAddress address,
    Network network,
    @Nullable String userAgent,
    Agent agent,
    @Nullable String system,
    @Nullable String browser,
    ClientHints hints,
    @Nullable String language,
    @Nullable String timeZone,
    @Nullable String referrer,
    Denied denied,
    Session session,
    @Nullable SignIns signIns,
    boolean complete) {}
