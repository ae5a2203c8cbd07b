package io.tributary.tracking.agent;

import org.jspecify.annotations.Nullable;

/**
 * The device, system and browser that a client names.
 *
 * @param type the kind of device
 * @param brand its maker, as in {@code Samsung}; null where it is not told
 * @param system the family of its operating system
 * @param systemMajor the system's major version; 0 where it is not told
 * @param browser the family of its browser
 * @param browserMajor the browser's major version; 0 where it is not told
 */
public record Device(
    DeviceType type,
    @Nullable String brand,
    SystemFamily system,
    int systemMajor,
    BrowserFamily browser,
    int browserMajor) {

  public static final Device UNKNOWN =
      new Device(DeviceType.UNKNOWN, null, SystemFamily.OTHER, 0, BrowserFamily.OTHER, 0);
}
