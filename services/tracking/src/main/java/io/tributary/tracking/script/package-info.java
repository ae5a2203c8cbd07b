/**
 * The script on the advertiser's pages: its files, who may use it, and what it reports. Depends on
 * {@code click}, {@code directory}, {@code event}, {@code visitor} and {@code refusal}.
 */
@NullMarked
package io.tributary.tracking.script;

import org.jspecify.annotations.NullMarked;
