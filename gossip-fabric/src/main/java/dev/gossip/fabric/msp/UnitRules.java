package dev.gossip.fabric.msp;

import dev.gossip.api.Bytes;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What organizational units mean in one organisation, by the rules that Fabric has had since its version 1.4.3.
 *
 * @param recognised if not empty, an identity needs one of these units
 * @param roles the units of roles; empty if NodeOUs are off, and then nobody but admins has a role beyond member
 */
record UnitRules(List<UnitRule> recognised, Map<MspRole, UnitRule> roles, boolean nodeUnits) {

    UnitRules {
        recognised = List.copyOf(recognised);
        roles = Map.copyOf(roles);
    }

    /**
     * What is wrong with an identity.
     *
     * @param issuer {@link Digests#of} the authority that issued its certificate
     */
    Optional<String> fault(Set<String> units, Bytes issuer) {
        if (!recognised.isEmpty()
                && recognised.stream().noneMatch(rule -> units.contains(rule.unit()) && rule.isCertifiedBy(issuer))) {
            return Optional.of("none of its organizational units " + units + " is recognised; recognised are "
                    + recognised.stream().map(UnitRule::unit).toList());
        }
        return nodeUnits ? roleFault(units, issuer) : Optional.empty();
    }

    private Optional<String> roleFault(Set<String> units, Bytes issuer) {
        List<UnitRule> named = roles.values().stream()
                .filter(rule -> units.contains(rule.unit()))
                .distinct()
                .toList();
        if (named.size() != 1) {
            return Optional.of("NodeOUs are enabled, so it needs exactly one organizational unit of a role, but it has "
                    + units + " and roles are " + unitsOfRoles());
        }
        return named.get(0).isCertifiedBy(issuer)
                ? Optional.empty()
                : Optional.of("its organizational unit '" + named.get(0).unit()
                        + "' is certified by another authority than NodeOUs demand");
    }

    /** The roles of a valid identity that follow from its units. */
    Set<MspRole> rolesOf(Set<String> units) {
        Set<MspRole> found = EnumSet.of(MspRole.MEMBER);
        roles.forEach((role, rule) -> {
            if (units.contains(rule.unit())) {
                found.add(role);
            }
        });
        return found;
    }

    private Map<MspRole, String> unitsOfRoles() {
        Map<MspRole, String> names = new EnumMap<>(MspRole.class);
        roles.forEach((role, rule) -> names.put(role, rule.unit()));
        return names;
    }
}
