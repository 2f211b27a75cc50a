/**
 * What the REST edges share, and nobody else knows.
 *
 * <p>Bodies are read strictly and by hand ({@link dev.roster.rest.StrictJson}, {@link dev.roster.rest.Fields}): nothing is
 * coerced, nothing unknown is skipped, and an answer names every field that breaks a rule instead of the first. What is
 * not JSON is 400, what is JSON and breaks a rule is 422, what contradicts the store is 409, and 503 means that it may be
 * tried again. Every error is {@code application/problem+json} ({@link dev.roster.rest.Problem}); each edge maps its
 * feature's refusals, and a {@link dev.roster.request.BadRequest} is mapped here.
 */
@NullMarked
package dev.roster.rest;

import org.jspecify.annotations.NullMarked;
