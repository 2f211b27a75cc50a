/**
 * xDS over gRPC: the aggregated service and those of single types, delta and state of the world.
 *
 * <p>Every service is one {@link dev.roster.xds.grpc.DiscoveryService} and hands its calls to
 * {@link dev.roster.xds.grpc.Streams}, the one place where a call meets a discovery session. A call lives on one event loop, which is the session's.
 */
@NullMarked
package dev.roster.xds.grpc;

import org.jspecify.annotations.NullMarked;
