/**
 * xDS as files: a folder per node group, from which Envoys read what they would otherwise be sent.
 *
 * <p>There is no ACK from who reads files, so order is all there is: a file is there before another one leads to it, and
 * what is gone stays for a while, also what went while nobody wrote. A file is written beside its place, synced and moved
 * there, so that nobody reads half of it. The files that hold all resources of a type are one set: they lie in a folder of
 * their own behind the symbolic link {@code ..data}, which is moved once for all of them, as Kubernetes does it. Those that
 * changed are then moved too, for Envoys that watch the file and not the folder.
 *
 * <p>A file with one resource lies outside of the set: one endpoint that changes costs one small file, and Envoys that
 * watch the set do not read all their clusters again.
 *
 * <p>Writing is done on one thread of its own. What cannot be written is owed and tried
 * again, for each folder by itself; the last good files stay.
 */
@NullMarked
package dev.roster.xds.file;

import org.jspecify.annotations.NullMarked;
