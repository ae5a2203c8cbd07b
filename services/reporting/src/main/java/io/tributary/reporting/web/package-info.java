/** Reports over HTTP. Depends on platform's HTTP and security. */
@NullMarked
package io.tributary.reporting.web;

import org.jspecify.annotations.NullMarked;
