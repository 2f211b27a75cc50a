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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the configured folders in step with the view, from start to shutdown. */
@Singleton
final class FileEdge {
    private static final Logger LOG = Logger.getLogger(FileEdge.class);

    /** How long a shutdown waits for what is being written. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(5);

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
        own.setRejectedExecutionHandler(new DiscardPolicy()); // updates go on until all of Roster has stopped
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
        if (thread == null) {
            return;
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LONGEST_WRITE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Files are still being written: what is not will be after the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
