/**
 * The affiliate service: affiliates, how they are paid, and their memberships in campaigns. Depends
 * on contracts and platform.
 */
@NullMarked
package io.tributary.affiliate;

import org.jspecify.annotations.NullMarked;
