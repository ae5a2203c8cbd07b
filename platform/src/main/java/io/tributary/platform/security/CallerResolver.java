package io.tributary.platform.security;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import io.tributary.platform.http.ApiProblem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers the caller. */
public final class CallerResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().equals(Caller.class);
  }

  @Override
  public Caller resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binder) {
    if (SecurityContextHolder.getContext().getAuthentication()
        instanceof JwtAuthenticationToken token) {
      return caller(token.getToken());
    }
    throw ApiProblem.unauthorized("Sign in first.");
  }

  static Caller caller(Jwt token) {
    String affiliate = token.getClaimAsString("affiliate_id");
    String advertiser = token.getClaimAsString("advertiser_id");
    List<String> roles = token.getClaimAsStringList("roles");
    return new Caller(
        new TenantId(text(token, "tenant")),
        new UserId(text(token, "sub")),
        text(token, "email"),
        roles == null
            ? java.util.Set.of()
            : roles.stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet()),
        affiliate == null ? null : new AffiliateId(affiliate),
        advertiser == null ? null : new AdvertiserId(advertiser));
  }

  private static String text(Jwt token, String claim) {
    String value = token.getClaimAsString(claim);
    if (value == null) {
      throw ApiProblem.unauthorized("The token lacks a claim.");
    }
    return value;
  }
}
