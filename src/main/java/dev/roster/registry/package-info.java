/**
 * The domain: services and the endpoints registered for them. No proto, no SQL.
 *
 * <p>A service is created by its first registration and stays until it is deleted, also without endpoints. An endpoint
 * is identified by its id, and at most once by its address and port within a service: registering the same address
 * again is the same endpoint.
 */
@NullMarked
package dev.roster.registry;

import org.jspecify.annotations.NullMarked;
