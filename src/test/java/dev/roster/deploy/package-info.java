/**
 * What stands under {@code deploy/}, held to what it says and to the application it deploys: as far as that can be seen
 * without a container engine, a cluster or an init system. What needs a running Roster or an Envoy is in
 * {@code dev.roster.system}.
 */
@NullMarked
package dev.roster.deploy;

import org.jspecify.annotations.NullMarked;
