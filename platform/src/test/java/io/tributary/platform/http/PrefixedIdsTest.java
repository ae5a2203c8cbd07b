package io.tributary.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contract.id.UserId;
import org.junit.jupiter.api.Test;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.format.support.DefaultFormattingConversionService;

class PrefixedIdsTest {

  private static final String TEXT = "usr_01K9ZQ4T6R8XJ2M5N7P9S1V3WE";

  private final DefaultFormattingConversionService conversions =
      new DefaultFormattingConversionService();

  @Test
  void anIdIsReadWithItsPrefix() {
    new ApiMvc().addFormatters(conversions);
    assertThat(conversions.convert(TEXT, UserId.class)).isEqualTo(new UserId(TEXT));
    for (String bad : new String[] {"", "01K9ZQ4T6R8XJ2M5N7P9S1V3WE", "aff" + TEXT.substring(3)}) {
      assertThatThrownBy(() -> conversions.convert(bad, UserId.class))
          .isInstanceOf(ConversionFailedException.class);
    }
  }
}
