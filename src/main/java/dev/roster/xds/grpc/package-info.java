/**
 * xDS over gRPC: the aggregated service and those of single types, delta and state of the world.
 *
 * <p>Every service hands its requests to {@link dev.roster.xds.grpc.Streams}, the one place where a Mutiny stream meets
 * a discovery session. A call lives on one event loop, which is the session's.
 */
@NullMarked
package dev.roster.xds.grpc;

import org.jspecify.annotations.NullMarked;
