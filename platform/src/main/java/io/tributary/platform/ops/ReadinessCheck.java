package io.tributary.platform.ops;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Whether a role can do its job now. */
public interface ReadinessCheck {

  /** The role it speaks for. */
  String role();

  /** What it looks at, for people. */
  String name();

  boolean ready();

  /** A check made of a supplier. */
  static ReadinessCheck of(String role, String name, BooleanSupplier ready) {
    return of(role, () -> name, ready);
  }

  /** A check whose name says more about the state it is in. */
  static ReadinessCheck of(String role, Supplier<String> name, BooleanSupplier ready) {
    return new ReadinessCheck() {
      @Override
      public String role() {
        return role;
      }

      @Override
      public String name() {
        return name.get();
      }

      @Override
      public boolean ready() {
        return ready.getAsBoolean();
      }
    };
  }
}
