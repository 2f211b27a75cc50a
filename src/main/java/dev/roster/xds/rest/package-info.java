/**
 * xDS over HTTP: as REST-JSON, which an Envoy polls and is told when it already has it, and as the files that an Envoy
 * reads from a disk, for those who put them there.
 */
@NullMarked
package dev.roster.xds.rest;

import org.jspecify.annotations.NullMarked;
