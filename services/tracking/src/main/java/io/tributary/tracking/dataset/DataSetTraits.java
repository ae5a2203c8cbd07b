package io.tributary.tracking.dataset;

import io.tributary.contract.tracking.Traits;
import io.tributary.tracking.agent.BrowserFamily;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.agent.Device;
import io.tributary.tracking.agent.DeviceType;
import io.tributary.tracking.agent.Devices;
import io.tributary.tracking.agent.SystemFamily;
import io.tributary.tracking.client.TraitsSource;
import io.tributary.tracking.network.Network;
import io.tributary.tracking.network.NetworkKind;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Traits from the data sets in use. */
public final class DataSetTraits implements TraitsSource {

  private static final Map<NetworkKind, String> NETWORKS = networks();
  private static final Map<DeviceType, String> DEVICES = devices();
  private static final Map<SystemFamily, String> SYSTEMS = words(SystemFamily.class);
  private static final Map<BrowserFamily, String> BROWSERS = words(BrowserFamily.class);

  private final DataSets dataSets;
  private final Devices devices = new Devices();

  public DataSetTraits(DataSets dataSets) {
    this.dataSets = dataSets;
  }

  @Override
  public Network network(@Nullable InetAddress address) {
    return dataSets.networks().of(address);
  }

  @Override
  public Traits traits(Network network, @Nullable String userAgent, ClientHints hints) {
    Device device = devices.of(userAgent, hints);
    return new Traits(
        network.country(),
        network.asn(),
        NETWORKS.get(network.kind()),
        DEVICES.get(device.type()),
        SYSTEMS.get(device.system()),
        BROWSERS.get(device.browser()),
        device.browserMajor());
  }

  /** What is not known has no word. */
  private static <E extends Enum<E>> Map<E, String> words(Class<E> type) {
    Map<E, String> words = new EnumMap<>(type);
    for (E value : type.getEnumConstants()) {
      String word = value.name().toLowerCase(Locale.ROOT);
      if (!word.equals("unknown") && !word.equals("other")) {
        words.put(value, word);
      }
    }
    return words;
  }

  private static Map<NetworkKind, String> networks() {
    Map<NetworkKind, String> words = words(NetworkKind.class);
    words.put(NetworkKind.ACCESS, "isp");
    return words;
  }

  /** Those that targeting knows; the rest are others. */
  private static Map<DeviceType, String> devices() {
    Map<DeviceType, String> words = words(DeviceType.class);
    for (DeviceType rare :
        new DeviceType[] {DeviceType.WATCH, DeviceType.EREADER, DeviceType.HEADSET}) {
      words.put(rare, "other");
    }
    return words;
  }
}
