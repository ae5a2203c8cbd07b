package io.tributary.tracking.agent;

/** A family of operating systems. */
public enum SystemFamily {
  WINDOWS,
  MACOS,
  LINUX,
  CHROME_OS,
  ANDROID,
  IOS,
  HARMONY_OS,
  KAI_OS,
  TIZEN,
  WEB_OS,
  WINDOWS_PHONE,
  BLACKBERRY,
  SYMBIAN,
  BSD,
  PLAYSTATION,
  NINTENDO,
  OTHER
}
