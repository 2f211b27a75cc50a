package dev.roster.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.List;

/** What the files of a format may say: our own JSON schema of it, closed, so that a key that nobody knows is a mistake. */
record Schema(JsonSchema rules) {
    static Schema of(String format) {
        Path file = Path.of("src/test/resources/deploy", format + ".schema.yaml");
        return new Schema(JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Artefacts.yaml(file)));
    }

    /** What is wrong with the file, each with its place. */
    List<String> violations(JsonNode file) {
        return rules.validate(file).stream().map(ValidationMessage::toString).toList();
    }
}
