package dev.roster.deploy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Dockerfile as its instructions, in their order. Immutable. */
record Dockerfile(List<Instruction> instructions) {
    /** One instruction; lines that were continued are joined. */
    record Instruction(String name, String rest) {}

    static Dockerfile read(Path file) {
        String joined = Artefacts.text(file)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"))
                .replaceAll("\\\\\n\\s*", "");
        return new Dockerfile(joined.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(" ", 2))
                .map(words -> new Instruction(words[0], words[1]))
                .toList());
    }

    /** What all instructions of this name say. */
    List<String> all(String name) {
        return instructions.stream()
                .filter(instruction -> instruction.name().equals(name))
                .map(Instruction::rest)
                .toList();
    }

    /** The arguments with their defaults. */
    Map<String, String> arguments() {
        return all("ARG").stream()
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    /** The stage that becomes the image. */
    Dockerfile lastStage() {
        int start = instructions.stream().map(Instruction::name).toList().lastIndexOf("FROM");
        return new Dockerfile(instructions.subList(start, instructions.size()));
    }

    /** What is copied out of the project's folder, not out of another stage. */
    List<String> copiedFromProject() {
        return all("COPY").stream()
                .filter(copy -> !copy.contains("--from="))
                .flatMap(copy -> {
                    List<String> words = Arrays.stream(copy.split(" ", -1))
                            .filter(word -> !word.startsWith("--"))
                            .toList();
                    return words.subList(0, words.size() - 1).stream();
                })
                .toList();
    }
}
