package io.tributary.rule;

/**
 * Why an expression is no rule.
 *
 * @param line counted from 1
 * @param column counted from 1, in characters
 * @param message for people
 */
public record RuleProblem(int line, int column, String message) {}
