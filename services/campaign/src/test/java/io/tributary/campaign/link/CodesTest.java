package io.tributary.campaign.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class CodesTest {

  private final Codes codes = new Codes(new SecureRandom());

  @Test
  void aCodeFitsIntoAnAddress() {
    assertThat(codes.linkCode()).matches("[0-9A-Za-z]{8}").isNotEqualTo(codes.linkCode());
  }

  @Test
  void aTokenHas256BitsAndFitsIntoAQuery() {
    assertThat(codes.token()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(codes.token());
  }
}
