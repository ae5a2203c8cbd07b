package io.tributary.platform.http;

import java.util.List;

/** A list that is short and always answered whole. */
public record WholeList<T>(List<T> data) {

  public WholeList {
    data = List.copyOf(data);
  }
}
