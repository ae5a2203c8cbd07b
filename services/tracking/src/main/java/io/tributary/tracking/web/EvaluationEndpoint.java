package io.tributary.tracking.web;

import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.platform.security.AccessTokens;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.tracking.click.ClickParameters;
import io.tributary.tracking.client.Clients;
import io.tributary.tracking.client.Proxies;
import io.tributary.tracking.client.TraitsSource;
import io.tributary.tracking.directory.Campaign;
import io.tributary.tracking.directory.CampaignDirectory;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.directory.Links;
import io.tributary.tracking.fraud.Explainer;
import io.tributary.tracking.fraud.ReportedTouch;
import io.tributary.tracking.refusal.Problems;
import io.tributary.tracking.text.Text;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/**
 * {@code POST /api/v1/fraud/evaluate}: what would be made of a click, signal by signal. A part of
 * the management API that only the edge can answer; it leaves no trace.
 */
final class EvaluationEndpoint {

  /** Of a body, in bytes. */
  static final int MAX_BODY = 64 * 1024;

  private final Callers callers;
  private final Links links;
  private final CampaignDirectory campaigns;
  private final TraitsSource traits;
  private final Explainer explainer;

  EvaluationEndpoint(
      Callers callers,
      Links links,
      CampaignDirectory campaigns,
      TraitsSource traits,
      Explainer explainer) {
    this.callers = callers;
    this.links = links;
    this.campaigns = campaigns;
    this.traits = traits;
    this.explainer = explainer;
  }

  void handle(Exchange exchange) {
    String token = Keys.bearerToken(exchange);
    String shown = token == null ? exchange.cookie(AccessTokens.COOKIE) : token;
    if (shown == null) {
      signInFirst(exchange);
      return;
    }
    exchange.body(
        MAX_BODY,
        body ->
            exchange.inThread(
                here -> {
                  Callers.Shown caller = callers.of(shown);
                  here.accept(() -> answer(exchange, caller, body));
                },
                () -> {}),
        () ->
            exchange.problem(
                413,
                "body_too_large",
                "The body is larger than %d bytes.".formatted(MAX_BODY),
                List.of()));
  }

  private void answer(Exchange exchange, Callers.Shown shown, byte[] body) {
    switch (shown) {
      case Callers.Shown.Nobody() -> signInFirst(exchange);
      case Callers.Shown.Unchecked() ->
          exchange.problem(503, "unavailable", "The token cannot be checked now.", List.of());
      case Callers.Shown.By(Caller caller) -> {
        if (caller.is(Role.ADMIN) || caller.is(Role.MANAGER)) {
          evaluate(exchange, caller.tenant(), body);
        } else {
          exchange.problem(403, "forbidden", "Your roles do not allow this.", List.of());
        }
      }
    }
  }

  private static void signInFirst(Exchange exchange) {
    exchange.problem(401, "unauthorized", "Sign in first.", List.of());
  }

  private void evaluate(Exchange exchange, TenantId tenant, byte[] body) {
    Problems problems = new Problems();
    HypotheticalClick click;
    try {
      click = EventJson.mapper().readValue(body, HypotheticalClick.class);
    } catch (DatabindException e) {
      problems.add(field(e), "invalid_value", "has not the form that is documented");
      unprocessable(exchange, problems);
      return;
    } catch (JacksonException e) {
      exchange.problem(400, "malformed_json", "The body is not JSON.", List.of());
      return;
    }
    if (click == null) {
      exchange.problem(400, "malformed_json", "The body is not an object.", List.of());
      return;
    }
    InetAddress address = address(click.ip(), problems);
    LinkSnapshot link = link(click, tenant, problems);
    Campaign campaign =
        link == null
            ? campaigns.campaign(tenant, click.campaignId(), problems)
            : campaigns.campaign(link.campaignId());
    click.check(problems);
    if (!problems.isEmpty()) {
      unprocessable(exchange, problems);
      return;
    }
    exchange.json(
        200,
        FraudEvaluation.of(
            explainer.evaluate(touch(click, tenant, link, campaign, address), click.session())));
  }

  private ReportedTouch touch(
      HypotheticalClick click,
      TenantId tenant,
      @Nullable LinkSnapshot link,
      @Nullable Campaign campaign,
      @Nullable InetAddress address) {
    return new ReportedTouch(
        tenant,
        campaign,
        link == null ? null : link.affiliateId(),
        click.purposeOrVisit(),
        ClickParameters.of(click.query()),
        address,
        Clients.of(
            address,
            click.userAgent(),
            click.acceptLanguage(),
            click.referrer(),
            traits.traits(traits.network(address), click.userAgent(), click.hints()),
            null),
        click.hints(),
        Text.clean(click.timeZone(), CollectEndpoint.MAX_TIME_ZONE),
        true,
        true);
  }

  private static @Nullable InetAddress address(@Nullable String text, Problems problems) {
    InetAddress address = text == null ? null : Proxies.address(text);
    if (text != null && address == null) {
      problems.add("ip", "invalid_ip", "is no address of IPv4 or IPv6");
    }
    return address;
  }

  private @Nullable LinkSnapshot link(HypotheticalClick click, TenantId tenant, Problems problems) {
    String code = click.linkCode();
    if (code == null) {
      return null;
    }
    if (links.resolve(code) instanceof LinkState.Known known
        && known.link().tenantId().equals(tenant)) {
      return known.link();
    }
    problems.add("link_code", "unknown_link", "is not the code of a link");
    return null;
  }

  private static void unprocessable(Exchange exchange, Problems problems) {
    exchange.problem(422, "invalid_fields", "Some fields cannot be accepted.", problems.all());
  }

  private static String field(DatabindException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference part : e.getPath()) {
      String name = part.getPropertyName();
      if (name != null) {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.toString();
  }
}
