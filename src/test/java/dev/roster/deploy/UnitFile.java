package dev.roster.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A unit of systemd, a drop-in or a file of an environment: its sections, and in them each setting with its values in their order. */
record UnitFile(Map<String, Map<String, List<String>>> sections) {
    static UnitFile read(Path file) {
        Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
        String section = "";
        for (String line : Artefacts.text(file).lines().toList()) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("=", 2);
                sections.computeIfAbsent(section, unknown -> new LinkedHashMap<>())
                        .computeIfAbsent(parts[0], unknown -> new ArrayList<>())
                        .add(parts.length == 1 ? "" : parts[1]);
            }
        }
        return new UnitFile(sections);
    }

    Map<String, List<String>> service() {
        return sections.getOrDefault("Service", Map.of());
    }

    /** Of a file without sections. */
    Map<String, List<String>> environment() {
        return sections.getOrDefault("", Map.of());
    }

    JsonNode json() {
        return new ObjectMapper().valueToTree(sections);
    }
}
