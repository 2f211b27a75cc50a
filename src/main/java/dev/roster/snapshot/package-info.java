/**
 * What is served, as one immutable view behind one volatile.
 *
 * <p>The {@link dev.roster.snapshot.Projection} turns each batch of changes into the next view: the maps share
 * structure, so that a change costs what changed and not what there is. A resource is serialised and hashed once per
 * change; every stream shares the bytes. A version is a hash of the content, so replicas agree on it and a restart
 * changes nothing.
 *
 * <p>An endpoint is encoded when it changes; an assignment is put together from encoded endpoints by copying.
 *
 * <p>The listener and the route by which a gRPC client without a proxy comes to a service hang on the service's cluster:
 * they are made when first asked for by name, and listed nowhere, so that they cost wildcard streams nothing.
 *
 * <p>Persistent maps come from pcollections: it is maintained, and the other candidate's artifact does not resolve.
 */
@NullMarked
package dev.roster.snapshot;

import org.jspecify.annotations.NullMarked;
