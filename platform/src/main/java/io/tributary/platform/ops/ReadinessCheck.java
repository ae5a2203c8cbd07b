package io.tributary.platform.ops;

/** Whether a role can do its job now. */
public interface ReadinessCheck {

  /** The role it speaks for. */
  String role();

  /** What it looks at, for people. */
  String name();

  boolean ready();

  /** A check made of a supplier. */
  static ReadinessCheck of(String role, String name, java.util.function.BooleanSupplier ready) {
    return new ReadinessCheck() {
      @Override
      public String role() {
        return role;
      }

      @Override
      public String name() {
        return name;
      }

      @Override
      public boolean ready() {
        return ready.getAsBoolean();
      }
    };
  }
}
