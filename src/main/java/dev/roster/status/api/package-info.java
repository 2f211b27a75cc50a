/** The connected clients over REST. */
@NullMarked
package dev.roster.status.api;

import org.jspecify.annotations.NullMarked;
