package io.tributary.platform.http;

/**
 * What is wrong with one field.
 *
 * @param field its path in snake_case, for example {@code commission_rules[0].when}
 * @param code for programs
 * @param message for people
 */
public record FieldProblem(String field, String code, String message) {}
