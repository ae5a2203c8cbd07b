package io.tributary.affiliate.web;

import io.tributary.contract.directory.AffiliateSnapshot.PayoutProfile;
import io.tributary.contract.money.CurrencyCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What is absent stays as it is. */
record ChangeAffiliateRequest(
    @Nullable
        @Size(max = Texts.MAX_NAME)
        @Pattern(regexp = Texts.ONE_LINE, message = "must be one line of text")
        String name,
    @Nullable
        @Size(max = Texts.MAX_EMAIL)
        @Pattern(regexp = Texts.EMAIL, message = "is no e-mail address")
        String email,
    @Nullable @Valid PayoutProfileRequest payoutProfile) {

  /** Far above any payout, far below what adds up to an overflow. */
  static final long MAX_THRESHOLD = 1_000_000_000_000L;

  /** A payout profile is always given whole. */
  record PayoutProfileRequest(
      @NotBlank @Pattern(regexp = "[a-z0-9_]{1,32}", message = "is no name of a gateway")
          String gateway,
      @NotNull CurrencyCode currency,
      @NotBlank
          @Size(max = 200)
          @Pattern(regexp = Texts.ONE_LINE, message = "must be one line of text")
          String account,
      @NotNull @Min(0) @Max(MAX_THRESHOLD) Long threshold) {

    PayoutProfile profile() {
      return new PayoutProfile(gateway, currency, account.strip(), threshold);
    }
  }
}
