package io.tributary.attribution.web;

/** The refund is recorded and on its way; it shows in the conversion and its commissions soon. */
record RefundResponse(String refundId, String status) {

  static RefundResponse accepted(String refundId) {
    return new RefundResponse(refundId, "accepted");
  }
}
