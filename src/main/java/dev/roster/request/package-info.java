/**
 * What requests to every feature have in common: a page of a list, the rules of names, and what is wrong with a request
 * before any feature looks at it.
 *
 * <p>A {@link dev.roster.request.BadRequest} is about the request alone and the same whatever it is for; what contradicts
 * the state of a feature is that feature's own refusal. An outage is the same for all as well. Knows no HTTP: ports speak of pages and violations too.
 */
@NullMarked
package dev.roster.request;

import org.jspecify.annotations.NullMarked;
