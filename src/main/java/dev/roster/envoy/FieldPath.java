package dev.roster.envoy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import org.jspecify.annotations.Nullable;
import udpa.annotations.Sensitive;

/**
 * A place in a resource, as a list from the innermost step outwards: made at every step of a walk, written out only
 * where there is something to say. Immutable.
 *
 * @param secret whether what stands here may not be shown
 */
public record FieldPath(@Nullable FieldPath parent, Step step, boolean secret) {
    private static final String SECRET = "envoy.extensions.transport_sockets.tls.v3.Secret";

    /** The place of a whole message of this type. */
    public static FieldPath root(Descriptor type) {
        return new FieldPath(null, new Step.Field(""), isSecret(type));
    }

    /** Whether this is the place of the whole resource. */
    public boolean isRoot() {
        return parent == null;
    }

    /** A name that is no field of the API's: an unknown one, a oneof, {@code @type}. */
    public FieldPath field(String name) {
        return new FieldPath(this, new Step.Field(name), secret);
    }

    public FieldPath field(FieldDescriptor field) {
        return new FieldPath(this, new Step.Field(field.getName()), secret || isSensitive(field));
    }

    public FieldPath item(int index) {
        return new FieldPath(this, new Step.Item(index), secret);
    }

    public FieldPath entry(Object key) {
        return new FieldPath(this, new Step.Entry(key), secret);
    }

    /** The same place, when a message of this type was found to be there. */
    FieldPath holding(Descriptor type) {
        return !secret && isSecret(type) ? new FieldPath(parent, step, true) : this;
    }

    private static boolean isSensitive(FieldDescriptor field) {
        return field.getOptions().getExtension(Sensitive.sensitive);
    }

    /** All of a secret is one: the API marks only some of its fields. */
    private static boolean isSecret(Descriptor type) {
        return type.getFullName().equals(SECRET);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }

    private void appendTo(StringBuilder text) {
        if (parent == null) {
            return;
        }
        parent.appendTo(text);
        switch (step) {
            case Step.Field(String name) ->
                text.append(text.isEmpty() ? "" : ".").append(Shown.shortened(name));
            case Step.Item(int index) -> text.append('[').append(index).append(']');
            case Step.Entry(Object key) ->
                text.append("[\"").append(Shown.shortened(key.toString())).append("\"]");
        }
    }

    /** From a message to its field, from a list to an item, from a map to an entry. */
    sealed interface Step {
        record Field(String name) implements Step {}

        record Item(int index) implements Step {}

        record Entry(Object key) implements Step {}
    }
}
