package io.tributary.contract.id;

/** An id whose text names its kind: a prefix and a 26-character ULID. */
public interface PrefixedId {

  /** The whole text, prefix included. */
  String value();
}
