/**
 * Black-box scenarios over HTTP. The same ones run against everything in one process and against
 * one process per service; only the deployment differs.
 */
package io.tributary.scenarios;
