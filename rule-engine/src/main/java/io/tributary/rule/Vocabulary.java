package io.tributary.rule;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.Optional;

/** The variables that rules of one kind may name, and the types of their fields. */
record Vocabulary(ImmutableMap<String, StructType> variables) implements CelTypeProvider {

  private static final String TYPE_PREFIX = "tributary.";

  static Vocabulary of(RuleKind kind) {
    return switch (kind) {
      case COMMISSION ->
          new Vocabulary(
              ImmutableMap.of(
                  "conversion",
                  struct(
                      "conversion",
                      ImmutableMap.of(
                          "amount", SimpleType.DOUBLE,
                          "currency", SimpleType.STRING,
                          "event", SimpleType.STRING,
                          "order_id", SimpleType.STRING,
                          "coupon", SimpleType.STRING)),
                  "affiliate",
                  struct("affiliate", ImmutableMap.of("id", SimpleType.STRING)),
                  "campaign",
                  struct("campaign", ImmutableMap.of("id", SimpleType.STRING)),
                  "credit",
                  struct(
                      "credit",
                      ImmutableMap.of("ppm", SimpleType.INT, "touch", SimpleType.STRING))));
    };
  }

  static CelType reference(StructType type) {
    return StructTypeReference.create(type.name());
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableSet.copyOf(variables.values());
  }

  @Override
  public Optional<CelType> findType(String name) {
    return variables.values().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .map(type -> type);
  }

  private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
    return StructType.create(
        TYPE_PREFIX + name,
        ImmutableSet.copyOf(fields.keySet()),
        field -> Optional.ofNullable(fields.get(field)));
  }
}
