package io.tributary.tracking.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

  private static final String SMILE = "\ud83d\ude00";

  @Test
  void aCharacterIsNotCutInHalf() {
    assertThat(Text.cut("ab" + SMILE, 3)).isEqualTo("ab");
    assertThat(Text.cut("ab" + SMILE, 4)).isEqualTo("ab" + SMILE);
    assertThat(Text.cut("abc", 2)).isEqualTo("ab");
    assertThat(Text.cut(SMILE, 0)).isEmpty();
  }

  @Test
  void halvesOfCharactersAreReplaced() {
    assertThat(Text.wellFormed("a" + SMILE)).isEqualTo("a" + SMILE);
    assertThat(Text.wellFormed("a\ud83d")).isEqualTo("a\ufffd");
    assertThat(Text.wellFormed("\ude00b")).isEqualTo("\ufffdb");
  }

  @Test
  void controlCharactersGo() {
    assertThat(Text.clean("a\u0000b\r\nc\u0085", 9)).isEqualTo("abc");
    assertThat(Text.clean("\u0000 \n", 9)).isNull();
    assertThat(Text.clean("", 9)).isNull();
    assertThat(Text.clean(null, 9)).isNull();
  }
}
