/**
 * The registry over REST: readers make the domain's records of bodies, views show them, and {@link
 * dev.roster.registry.api.Problems} makes answers of refusals. How bodies are read and errors look is the same at every
 * edge, see {@link dev.roster.rest}.
 */
@NullMarked
package dev.roster.registry.api;

import org.jspecify.annotations.NullMarked;
