package io.tributary.rule;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.Optional;

/**
 * The variables that rules of one kind may name, the types of their fields, and what the rules
 * answer.
 */
record Vocabulary(ImmutableMap<String, StructType> variables, CelType answer)
    implements CelTypeProvider {

  private static final String TYPE_PREFIX = "tributary.";

  private static final ImmutableMap<String, StructType> COMMISSION =
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
          struct("credit", ImmutableMap.of("ppm", SimpleType.INT, "touch", SimpleType.STRING)));

  private static final ImmutableMap<String, StructType> TOUCH =
      ImmutableMap.of(
          "touch",
          struct(
              "touch",
              ImmutableMap.<String, CelType>builder()
                  .put("kind", SimpleType.STRING)
                  .put("affiliate", SimpleType.STRING)
                  .put("link", SimpleType.STRING)
                  .put("age_ms", SimpleType.INT)
                  .put("source", SimpleType.STRING)
                  .put("sub1", SimpleType.STRING)
                  .put("sub2", SimpleType.STRING)
                  .put("sub3", SimpleType.STRING)
                  .put("sub4", SimpleType.STRING)
                  .put("sub5", SimpleType.STRING)
                  .put("ad_ids", ListType.create(SimpleType.STRING))
                  .put("utm_medium", SimpleType.STRING)
                  .put("paid_search", SimpleType.BOOL)
                  .put("score", SimpleType.INT)
                  .put("verdict", SimpleType.STRING)
                  .put("same_customer", SimpleType.BOOL)
                  .put("position", SimpleType.INT)
                  .put("of", SimpleType.INT)
                  .buildOrThrow()),
          "conversion",
          struct(
              "conversion",
              ImmutableMap.of(
                  "amount", SimpleType.DOUBLE,
                  "currency", SimpleType.STRING,
                  "event", SimpleType.STRING,
                  "coupon", SimpleType.STRING,
                  "channel", SimpleType.STRING,
                  "approval", SimpleType.STRING)),
          "customer",
          struct(
              "customer",
              ImmutableMap.of(
                  "known", SimpleType.BOOL,
                  "conversions", SimpleType.INT,
                  "first_seen_ms", SimpleType.INT)),
          "journey",
          struct("journey", ImmutableMap.of("touches", SimpleType.INT, "clicks", SimpleType.INT)));

  static Vocabulary of(RuleKind kind) {
    return switch (kind) {
      case COMMISSION -> new Vocabulary(COMMISSION, SimpleType.BOOL);
      case ATTRIBUTION -> new Vocabulary(TOUCH, SimpleType.BOOL);
      case WEIGHT -> new Vocabulary(TOUCH, SimpleType.DOUBLE);
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
