package io.tributary.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Test {

  @Test
  void textsAreHashedAsUtf8AndWrittenInLowerCase() {
    assertThat(Sha256.hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Sha256.hex("\u20ac"))
        .isEqualTo(Sha256.hex(new byte[] {(byte) 0xe2, (byte) 0x82, (byte) 0xac}));
  }
}
