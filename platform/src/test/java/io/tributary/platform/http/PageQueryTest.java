package io.tributary.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageQueryTest {

  @Test
  void aListAtHandIsReadPageByPage() {
    List<String> all = List.of("a", "b", "c");
    Page<String> first = new PageQuery(2, null).pageOf(all, row -> row);
    assertThat(first).isEqualTo(new Page<>(List.of("a", "b"), "b"));
    assertThat(new PageQuery(2, first.nextCursor()).pageOf(all, row -> row))
        .isEqualTo(new Page<>(List.of("c"), null));
    assertThat(new PageQuery(3, null).pageOf(all, row -> row).nextCursor()).isNull();
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    assertThatExceptionOfType(ApiProblem.class)
        .isThrownBy(() -> new PageQuery(2, "x").pageOf(List.of("a"), row -> row))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(422));
  }
}
