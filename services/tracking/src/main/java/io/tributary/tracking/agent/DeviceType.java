package io.tributary.tracking.agent;

/** The kind of thing that a browser runs on. */
public enum DeviceType {
  DESKTOP,
  PHONE,
  TABLET,
  TV,
  CONSOLE,
  WATCH,
  EREADER,
  HEADSET,
  UNKNOWN
}
