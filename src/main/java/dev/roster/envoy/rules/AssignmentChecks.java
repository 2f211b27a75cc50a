package dev.roster.envoy.rules;

import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment.Policy;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Assignments of endpoints to a cluster. */
final class AssignmentChecks {
    static final List<MessageCheck<?>> ALL = List.of(
            MessageCheck.on(ClusterLoadAssignment.getDefaultInstance(), AssignmentChecks::discovered),
            MessageCheck.on(ClusterLoadAssignment.getDefaultInstance(), AssignmentChecks::priorities),
            MessageCheck.on(Policy.getDefaultInstance(), AssignmentChecks::drops));

    private AssignmentChecks() {}

    /** An assignment that is a resource is for EDS; one within a cluster may be for DNS, or for an extension. */
    private static void discovered(ClusterLoadAssignment assignment, FieldPath at, Findings findings) {
        if (at.isRoot()) {
            resolved(assignment, at, findings);
        }
    }

    /** For clusters whose endpoints need no resolving. */
    static void resolved(ClusterLoadAssignment assignment, FieldPath at, Findings findings) {
        for (int l = 0; l < assignment.getEndpointsCount(); l++) {
            LocalityLbEndpoints locality = assignment.getEndpoints(l);
            for (int e = 0; e < locality.getLbEndpointsCount(); e++) {
                FieldPath place = at.field("endpoints")
                        .item(l)
                        .field("lb_endpoints")
                        .item(e)
                        .field("endpoint");
                endpoint(locality.getLbEndpoints(e), place, findings);
            }
        }
    }

    private static void endpoint(LbEndpoint holder, FieldPath at, Findings findings) {
        Endpoint endpoint = holder.getEndpoint();
        if (!endpoint.hasAddress()) {
            findings.violate(at.field("address"), "", "is required");
        }
        IpAddresses.check(endpoint.getAddress(), at.field("address"), findings);
        for (int i = 0; i < endpoint.getAdditionalAddressesCount(); i++) {
            FieldPath place = at.field("additional_addresses").item(i).field("address");
            IpAddresses.check(endpoint.getAdditionalAddresses(i).getAddress(), place, findings);
        }
    }

    /** P80: gRPC clients refuse an assignment with a gap; an Envoy takes it. */
    private static void priorities(ClusterLoadAssignment assignment, FieldPath at, Findings findings) {
        Set<Integer> priorities = assignment.getEndpointsList().stream()
                .map(LocalityLbEndpoints::getPriority)
                .collect(Collectors.toCollection(TreeSet::new));
        int expected = 0;
        for (int priority : priorities) {
            if (priority != expected) {
                findings.violate(
                        at.field("endpoints"),
                        priority,
                        "must have no gap in its priorities: there is no " + expected + " before this one");
                return;
            }
            expected++;
        }
    }

    private static void drops(Policy policy, FieldPath at, Findings findings) {
        FieldPath field = at.field("drop_overloads");
        if (policy.getDropOverloadsCount() > 1) {
            findings.violate(field, policy.getDropOverloadsList(), "must hold at most 1 item");
        }
        for (int i = 0; i < policy.getDropOverloadsCount(); i++) {
            FractionalPercent share = policy.getDropOverloads(i).getDropPercentage();
            long whole = switch (share.getDenominator()) {
                case HUNDRED, UNRECOGNIZED -> 100;
                case TEN_THOUSAND -> 10_000;
                case MILLION -> 1_000_000;
            };
            if (Integer.toUnsignedLong(share.getNumerator()) > whole) {
                findings.violate(field.item(i).field("drop_percentage"), "", "must be at most 100 percent");
            }
        }
    }
}
