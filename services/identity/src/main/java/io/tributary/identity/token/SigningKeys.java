package io.tributary.identity.token;

import java.util.List;

/** All key pairs of the installation; those that have not taken over yet are among them. */
public interface SigningKeys {

  List<SigningKey> all();
}
