/**
 * The schema identity in SQL, and what it keeps of passwords. Adapters of the business packages'
 * ports.
 */
@NullMarked
package io.tributary.identity.store;

import org.jspecify.annotations.NullMarked;
