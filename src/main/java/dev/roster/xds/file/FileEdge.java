package dev.roster.xds.file;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.FileName;
import dev.roster.resource.FilePath;
import dev.roster.resource.ResourceKey;
import dev.roster.snapshot.SnapshotUpdate;
import dev.roster.snapshot.Snapshots;
import dev.roster.xds.FileText;
import dev.roster.xds.FilesConfig;
import dev.roster.xds.FilesObserver;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps the configured folders in step with the view, from start to shutdown. */
@Singleton
final class FileEdge {
    private final Snapshots snapshots;
    private final FileText text;
    private final FilesConfig config;
    private final FilesObserver observer;
    private final Disk disk = new Disk(Disk.Maker.REAL);
    private @Nullable ExecutorService thread;

    FileEdge(Snapshots snapshots, FileText text, FilesConfig config, FilesObserver observer) {
        this.snapshots = snapshots;
        this.text = text;
        this.config = config;
        this.observer = observer;
    }

    void start(@Observes StartupEvent event) {
        config.directory().map(Path::toAbsolutePath).ifPresent(this::start);
    }

    private void start(Path directory) {
        ScheduledThreadPoolExecutor own = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "roster-files"));
        own.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread = own;
        List<Folder> folders = folders(directory);
        observer.follows(folders.stream().map(Folder::path).collect(Collectors.toSet()));
        FileWriter.Surroundings surroundings = new FileWriter.Surroundings(own, observer);
        List<FileWriter> writers = folders.stream()
                .map(folder -> new FileWriter(folder, snapshots, config, surroundings))
                .toList();
        snapshots.follow(update -> writers.forEach(writer -> writer.updated(update)));
        if (snapshots.ready()) {
            SnapshotUpdate all = snapshots.current().sinceNothing();
            writers.forEach(writer -> writer.updated(all));
        }
    }

    private List<Folder> folders(Path directory) {
        return config.groups()
                .map(groups -> groups.stream()
                        .map(group -> folder(
                                group, directory.resolve(FileName.of(group).text())))
                        .toList())
                .orElseGet(() -> List.of(folder(ResourceKey.EVERYONE, directory)));
    }

    private Folder folder(String group, Path path) {
        if (FilePath.isFolder(group)) {
            throw new IllegalStateException("roster.files.groups: '" + group
                    + "' is what the folder of a type is called, and cannot be that of a node group");
        }
        return new Folder(
                new Folder.Place(group, path), disk, text, type -> type != ResourceType.SECRET || config.secrets());
    }

    void stop(@Observes ShutdownEvent event) {
        if (thread != null) {
            thread.shutdown(); // what is being written is finished
        }
    }
}
