package io.tributary.attribution.model.report;

import io.tributary.attribution.model.report.ModelReport.ChannelFigures;
import java.util.List;

/** Conversions and value credited by code of channel. */
final class Credits {

  private final Channels channels;
  private final CompensatedSums conversions = new CompensatedSums();
  private final CompensatedSums values = new CompensatedSums();

  Credits(Channels channels) {
    this.channels = channels;
  }

  void add(int code, double conversions, double value) {
    int base = channels.base(code);
    this.conversions.add(base, conversions);
    this.values.add(base, value);
  }

  double conversions(int channel) {
    return conversions.get(channel);
  }

  double value(int channel) {
    return values.get(channel);
  }

  /** Of every channel, by name. */
  List<ChannelFigures> figures() {
    return channels.byName().stream()
        .map(
            channel ->
                new ChannelFigures(
                    channels.name(channel),
                    conversions(channel),
                    value(channel),
                    null,
                    null,
                    null,
                    null))
        .toList();
  }
}
