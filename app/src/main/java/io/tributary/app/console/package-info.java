/** The console role: serves the console's page and is the front door to services elsewhere. */
@NullMarked
package io.tributary.app.console;

import org.jspecify.annotations.NullMarked;
