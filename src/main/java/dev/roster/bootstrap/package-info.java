/**
 * The way in for who has a static Envoy configuration: it becomes services and resources, and the Envoy a bootstrap that
 * holds nothing but who it is and where Roster is.
 *
 * <p>A cluster becomes a service only where the registry can say all that its endpoints are; else it becomes a cluster
 * resource, which loses nothing. Services are for everyone, so what of a cluster works only on the file's own machines (a
 * secret, a path, a cluster of their bootstrap), or is nobody else's to know, goes into a cluster resource of their group,
 * beside the service. What Envoy reads from its bootstrap only stays there, with the clusters and secrets that it needs before anything can be discovered.
 *
 * <p>How the rest is asked for is in the listeners and clusters that are stored, so all nodes of a group have the transport
 * of its import. What is kept asks by it as well, where it asked the aggregated stream of another management server.
 *
 * <p>Scoped routes stay in their listener: an Envoy asks for all that there are, so those of two listeners would mix.
 *
 * <p>A {@link dev.roster.bootstrap.Conversion} depends on the file alone and says where each part went; comparing it with
 * what there is and writing it come after. An import adds and never replaces: what is there with other content is a
 * conflict, what is there with the same is left alone. A written resource that stands before a service of the file is a
 * conflict, too: the nodes would get that one.
 */
@NullMarked
package dev.roster.bootstrap;

import org.jspecify.annotations.NullMarked;
