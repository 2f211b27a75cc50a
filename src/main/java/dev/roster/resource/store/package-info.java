/** Resources in PostgreSQL. */
@NullMarked
package dev.roster.resource.store;

import org.jspecify.annotations.NullMarked;
