package dev.gossip.examples.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import java.util.stream.Stream;

/** What users of a class can see. */
final class PublicApi {

    private PublicApi() {}

    static boolean isPublic(HasModifiers member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC);
    }

    /** Types of public fields, and parameters, results and exceptions of public methods and constructors. */
    static Stream<JavaClass> typesShownBy(JavaClass type) {
        Stream<JavaClass> fields =
                type.getFields().stream().filter(PublicApi::isPublic).map(field -> field.getRawType());
        Stream<JavaClass> calls = type.getCodeUnits().stream()
                .filter(PublicApi::isPublic)
                .flatMap(unit -> Stream.of(
                                unit.getRawParameterTypes().stream(),
                                Stream.of(unit.getRawReturnType()),
                                unit.getExceptionTypes().stream())
                        .flatMap(types -> types));
        Stream<JavaClass> supertypes =
                Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
        return Stream.of(fields, calls, supertypes).flatMap(types -> types).map(JavaClass::getBaseComponentType);
    }
}
