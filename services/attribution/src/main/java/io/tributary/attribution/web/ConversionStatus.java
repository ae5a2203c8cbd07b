package io.tributary.attribution.web;

/** What became of a reported conversion. */
enum ConversionStatus {
  RECEIVED,
  ATTRIBUTED,
  UNATTRIBUTED,
  REJECTED,
  DUPLICATE;

  /** Whether conversions are kept with it: one on its way, or a repeat, has no row. */
  boolean isKept() {
    return switch (this) {
      case ATTRIBUTED, UNATTRIBUTED, REJECTED -> true;
      case RECEIVED, DUPLICATE -> false;
    };
  }
}
