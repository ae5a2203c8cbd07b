package io.tributary.architecture.offender.app;

/** What nobody may know. */
public final class Composition {}
