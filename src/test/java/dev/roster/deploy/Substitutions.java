package dev.roster.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.Index;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * What Quarkus replaces in other libraries while an executable is built: its classes that stand for classes of theirs, and
 * the methods and fields that these must have. GraalVM gives up where one is missing.
 */
record Substitutions(Index index) {
    private static final String ANNOTATIONS = "com.oracle.svm.core.annotate.";
    private static final DotName TARGET_CLASS = DotName.createSimple(ANNOTATIONS + "TargetClass");
    private static final DotName TARGET_ELEMENT = DotName.createSimple(ANNOTATIONS + "TargetElement");
    private static final Set<DotName> TAKEN_FROM_TARGET =
            Set.of(DotName.createSimple(ANNOTATIONS + "Substitute"), DotName.createSimple(ANNOTATIONS + "Alias"));

    /** Those of Quarkus' own jars, without the class files that the application leaves out. */
    static Substitutions onClassPath(Set<String> leftOut) {
        return new Substitutions(
                Jars.index("quarkus-.*\\.jar", file -> file.contains("/graal/") && !leftOut.contains(file)));
    }

    /** What these want of classes whose names start so, and what is not there. */
    List<String> missing(String packageName) {
        List<String> missing = new ArrayList<>();
        Map<String, ClassInfo> targets = targets();
        targets.forEach((name, substitution) -> {
            if (name.startsWith(packageName)) {
                missing.addAll(missing(name, substitution, targets));
            }
        });
        return missing;
    }

    /** The substitutions that always apply, by the name of the class that each stands for. */
    private Map<String, ClassInfo> targets() {
        Map<String, ClassInfo> targets = new HashMap<>();
        for (AnnotationInstance annotation : index.getAnnotations(TARGET_CLASS)) {
            if (annotation.value("onlyWith") == null && annotation.value("classNameProvider") == null) {
                targets.put(nameOf(annotation), annotation.target().asClass());
            }
        }
        return targets;
    }

    private static String nameOf(AnnotationInstance annotation) {
        AnnotationValue type = annotation.value();
        String outer = type == null
                ? annotation.value("className").asString()
                : type.asClass().name().toString();
        AnnotationValue inner = annotation.value("innerClass");
        return inner == null ? outer : outer + "$" + String.join("$", inner.asStringArray());
    }

    private static List<String> missing(String name, ClassInfo substitution, Map<String, ClassInfo> targets) {
        ClassInfo target = load(name);
        if (target == null) {
            return List.of(name);
        }
        Predicate<MethodInfo> unknownMethod = method -> target.methods().stream()
                .noneMatch(known -> known.name().equals(nameIn(method, method.name()))
                        && parameters(known).equals(parameters(method, targets)));
        Predicate<FieldInfo> unknownField = field -> !hasField(target, nameIn(field, field.name()));
        return Stream.concat(
                        substitution.methods().stream()
                                .filter(Substitutions::applies)
                                .filter(unknownMethod),
                        substitution.fields().stream()
                                .filter(Substitutions::applies)
                                .filter(unknownField))
                .map(member -> name + ": " + member)
                .toList();
    }

    private static boolean applies(AnnotationTarget member) {
        AnnotationInstance element = member.declaredAnnotation(TARGET_ELEMENT);
        return TAKEN_FROM_TARGET.stream().anyMatch(member::hasDeclaredAnnotation)
                && (element == null || element.value("onlyWith") == null);
    }

    private static String nameIn(AnnotationTarget member, String own) {
        AnnotationInstance element = member.declaredAnnotation(TARGET_ELEMENT);
        return element == null || element.value("name") == null
                ? own
                : element.value("name").asString();
    }

    private static List<String> parameters(MethodInfo method) {
        return method.parameterTypes().stream()
                .map(type -> type.name().toString())
                .toList();
    }

    /** With the classes that the substitutions stand for. */
    private static List<String> parameters(MethodInfo method, Map<String, ClassInfo> targets) {
        Map<String, String> standsFor = new HashMap<>();
        targets.forEach(
                (name, substitution) -> standsFor.put(substitution.name().toString(), name));
        return parameters(method).stream()
                .map(type -> standsFor.getOrDefault(type, type))
                .toList();
    }

    private static boolean hasField(ClassInfo target, String field) {
        if (target.field(field) != null) {
            return true;
        }
        ClassInfo parent = load(Objects.requireNonNull(target.superName()).toString());
        return parent != null && parent.superName() != null && hasField(parent, field);
    }

    private static @Nullable ClassInfo load(String name) {
        String file = name.replace('.', '/') + ".class";
        try (InputStream bytes = Substitutions.class.getClassLoader().getResourceAsStream(file)) {
            return bytes == null ? null : Index.singleClass(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
