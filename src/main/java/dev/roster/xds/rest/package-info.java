/** xDS as REST-JSON: an Envoy polls the resources of one type and is told when it already has them. */
@NullMarked
package dev.roster.xds.rest;

import org.jspecify.annotations.NullMarked;
