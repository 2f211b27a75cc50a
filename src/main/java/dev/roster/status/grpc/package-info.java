/**
 * Client status discovery (CSDS): the same as the REST edge shows, in Envoy's own messages. It tells what this server knows
 * of its clients; the resources themselves are not repeated.
 */
@NullMarked
package dev.roster.status.grpc;

import org.jspecify.annotations.NullMarked;
