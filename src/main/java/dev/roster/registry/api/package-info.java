/**
 * The registry over REST.
 *
 * <p>Bodies are read strictly and by hand ({@link dev.roster.registry.api.StrictJson}, {@link
 * dev.roster.registry.api.Fields}): nothing is coerced, nothing unknown is skipped, and an answer names every field that
 * breaks a rule instead of the first. What is not JSON is 400, what is JSON and breaks a rule is 422, what contradicts
 * the store is 409, and 503 means that it may be tried again. Every error is {@code application/problem+json}, made in
 * one place ({@link dev.roster.registry.api.Problems}).
 */
@NullMarked
package dev.roster.registry.api;

import org.jspecify.annotations.NullMarked;
