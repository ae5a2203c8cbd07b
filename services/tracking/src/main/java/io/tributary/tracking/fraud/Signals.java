package io.tributary.tracking.fraud;

import java.util.List;

/** All signals, in the order in which judgements list them. */
final class Signals {

  static final List<Signal> ALL =
      List.of(
          UaBot.SIGNAL,
          UaEmpty.SIGNAL,
          UaAttack.SIGNAL,
          Method.SIGNAL,
          UaInconsistent.SIGNAL,
          DcIp.SIGNAL,
          VpnProxyTor.SIGNAL,
          BlockList.SIGNAL,
          DupClick.SIGNAL,
          IpBurst.SIGNAL,
          IpCampaignBurst.SIGNAL,
          DeviceBurst.SIGNAL,
          DisplayToClick.SIGNAL,
          GeoMismatch.SIGNAL,
          ReferrerBanned.SIGNAL,
          PaidTraffic.SIGNAL,
          ClickReplay.SIGNAL,
          SelfClick.SIGNAL);

  private Signals() {}
}
