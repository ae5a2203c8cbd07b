package io.tributary.affiliate.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** An application. */
record CreateAffiliateRequest(
    @NotBlank
        @Size(max = Texts.MAX_NAME)
        @Pattern(regexp = Texts.ONE_LINE, message = "must be one line of text")
        String name,
    @NotBlank
        @Size(max = Texts.MAX_EMAIL)
        @Pattern(regexp = Texts.EMAIL, message = "is no e-mail address")
        String email) {}
