package org.lazymmu.c;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.source.FileText;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Loss;

/** The scan of a whole tree by several threads, and what it found. */
final class TreeScan implements NameIndex {
    private static final int BATCH = 32;

    private final NameTable names;
    /** Sources that a file includes by {@code #include "….c"}, by the number of the file. */
    private final SortedMap<Integer, Set<String>> included = new TreeMap<>();
    private final Map<String, int[]> mentions = new LinkedHashMap<>();
    private final List<Loss> losses;
    /** Numbers of the files that were scanned and that the tree has. */
    private final BitSet files;

    private TreeScan(NameTable names, List<Loss> losses, BitSet files) {
        this.names = names;
        this.losses = losses;
        this.files = files;
    }

    /** What the workers share. */
    private record Job(KernelTree tree, List<String> words, boolean names, FileFacts.Known facts, AtomicInteger next,
            AtomicInteger done, IntConsumer progress) {
        /** One that nobody watches. */
        Job(KernelTree tree, List<String> words, boolean names, FileFacts.Known facts) {
            this(tree, words, names, facts, new AtomicInteger(), new AtomicInteger(), done -> {
            });
        }
    }

    static List<int[]> search(KernelTree tree, List<String> words, int threads) {
        Job job = new Job(tree, words, false, FileFacts.Known.NOTHING);
        TreeScan found = collect(tree, words, work(job, threads));
        return words.stream().map(found::mentions).toList();
    }

    static List<int[]> search(KernelTree tree, List<String> words, SortedSet<Integer> files) {
        Worker worker = new Worker(new Job(tree, words, false, FileFacts.Known.NOTHING));
        files.forEach(worker::scan);
        TreeScan found = collect(tree, words, List.of(worker));
        return words.stream().map(found::mentions).toList();
    }

    private static List<Worker> work(Job job, int threads) {
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < Math.max(1, threads); i++) {
            workers.add(new Worker(job));
        }
        runAll(workers);
        return workers;
    }

    static NameIndex scan(KernelTree tree, List<String> words, FileFacts.Known facts, int threads,
            IntConsumer progress) {
        List<Worker> workers = work(
                new Job(tree, words, true, facts, new AtomicInteger(), new AtomicInteger(), progress), threads);
        Worker first = workers.getFirst();
        Map<Integer, Set<String>> included = new TreeMap<>();
        workers.forEach(worker -> included.putAll(worker.included));
        for (int file : new IncludedSources(tree).resolve(included)) {
            first.scanAgain(file, true);
        }
        return collect(tree, words, workers);
    }

    @Override
    public NameIndex changed(KernelTree tree, SortedSet<Integer> touched) {
        List<String> words = List.copyOf(mentions.keySet());
        Worker worker = new Worker(new Job(tree, words, true, FileFacts.Known.NOTHING));
        touched.forEach(worker::scan);
        SortedMap<Integer, Set<String>> includedNow = new TreeMap<>(included);
        includedNow.keySet().removeAll(touched);
        includedNow.putAll(worker.included);
        // A source that is included, or is not any more, defines other names, whether it has changed or not.
        Set<Integer> now = new IncludedSources(tree).resolve(includedNow);
        Set<Integer> before = includedNow.equals(included) ? now : new IncludedSources(tree).resolve(included);
        SortedSet<Integer> scanned = new TreeSet<>(touched);
        for (int file : now) {
            if (touched.contains(file) || !before.contains(file)) {
                worker.scanAgain(file, true);
                scanned.add(file);
            }
        }
        for (int file : before) {
            if (!now.contains(file) && scanned.add(file)) {
                worker.scanAgain(file, false);
            }
        }
        return new ChangedIndex(this, collect(tree, words, List.of(worker)), tree, touched, scanned);
    }

    private static void runAll(List<Worker> workers) {
        List<Thread> threads = new ArrayList<>();
        for (Worker worker : workers.subList(1, workers.size())) {
            threads.add(Thread.ofPlatform().name("scan").start(worker));
        }
        workers.getFirst().run();
        for (Thread thread : threads) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        for (Worker worker : workers) {
            if (worker.failure != null) {
                throw new IllegalStateException("scan failed in " + worker.current, worker.failure);
            }
        }
    }

    private static TreeScan collect(KernelTree tree, List<String> words, List<Worker> workers) {
        List<Loss> losses = new ArrayList<>(tree.losses());
        List<NameLog> logs = new ArrayList<>();
        BitSet files = new BitSet();
        SortedMap<Integer, Set<String>> included = new TreeMap<>();
        for (Worker worker : workers) {
            losses.addAll(worker.losses);
            logs.add(worker.log);
            files.or(worker.files);
            included.putAll(worker.included);
        }
        losses.sort(Comparator.comparing(Loss::path).thenComparing(Loss::reason));
        TreeScan result = new TreeScan(new NameTable(logs), List.copyOf(losses), files);
        result.included.putAll(included);
        for (int word = 0; word < words.size(); word++) {
            int[] all = new int[0];
            for (Worker worker : workers) {
                int[] some = worker.mentions.get(word).stream().mapToInt(Integer::intValue).toArray();
                int size = all.length;
                all = Arrays.copyOf(all, size + some.length);
                System.arraycopy(some, 0, all, size, some.length);
            }
            Arrays.sort(all);
            result.mentions.put(words.get(word), all);
        }
        return result;
    }

    /** One thread's share of the files. */
    private static final class Worker implements Runnable {
        private final Job job;
        private final NameLog log = new NameLog();
        private final NameScanner scanner = new NameScanner(log);
        private final WordSearch search;
        private final FileText text = new FileText();
        private final List<Loss> losses = new ArrayList<>();
        private final List<List<Integer>> mentions = new ArrayList<>();
        private final Map<Integer, Set<String>> included = new HashMap<>();
        private final BitSet files = new BitSet();
        private String current = "";
        private @Nullable Throwable failure;

        Worker(Job job) {
            this.job = job;
            search = new WordSearch(job.words);
            job.words.forEach(word -> mentions.add(new ArrayList<>()));
        }

        @Override
        public void run() {
            int all = job.tree.paths().size();
            try {
                for (int from = job.next.getAndAdd(BATCH); from < all; from = job.next.getAndAdd(BATCH)) {
                    int to = Math.min(all, from + BATCH);
                    for (int file = from; file < to; file++) {
                        scan(file);
                    }
                    job.progress.accept(job.done.addAndGet(to - from));
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }

        private void scan(int file) {
            String path = job.tree.paths().get(file);
            boolean isHeader = path.endsWith(".h");
            if (!isHeader && !path.endsWith(".c")) {
                return;
            }
            if (!job.names) {
                if (read(file, path)) {
                    for (int word : search()) {
                        mentions.get(word).add(file);
                    }
                }
                return;
            }
            FileFacts facts = facts(file, path, isHeader ? FileFacts.Scanned.HEADER : FileFacts.Scanned.SOURCE);
            if (facts == null) {
                return;
            }
            files.set(file, job.tree.find(path) >= 0);
            if (!facts.included().isEmpty()) {
                included.put(file, Set.copyOf(facts.included()));
            }
            if (log.overflowed()) {
                losses.add(new Loss(path, "more than " + NameLog.MAX_PER_FILE + " names"));
            }
            for (int word : facts.mentioned()) {
                mentions.get(word).add(file);
            }
        }

        /** Which of the words occur in the file that was read. */
        private int[] search() {
            boolean[] found = new boolean[job.words.size()];
            search.search(text.bytes(), text.length(), found);
            return IntStream.range(0, found.length).filter(word -> found[word]).toArray();
        }

        /** Enters the names of a file, for a source that another file includes the static functions too. */
        private void scanAgain(int file, boolean isIncluded) {
            facts(file, job.tree.paths().get(file),
                    isIncluded ? FileFacts.Scanned.INCLUDED : FileFacts.Scanned.SOURCE);
        }

        /** Enters the names of a file into the log, known ones or those that a scan finds; null when it cannot be read. */
        private @Nullable FileFacts facts(int file, String path, FileFacts.Scanned as) {
            FileFacts known = job.facts.of(file, as);
            if (known != null) {
                log.enter(file, known);
                return known;
            }
            if (!read(file, path)) {
                return null;
            }
            scanner.scan(text, file, as != FileFacts.Scanned.SOURCE);
            FileFacts found = log.facts(List.copyOf(new TreeSet<>(scanner.includedSources())), search());
            job.facts.learn(file, as, found);
            return found;
        }

        private boolean read(int file, String path) {
            current = path;
            try {
                job.tree.read(file, text);
                return true;
            } catch (IOException e) {
                String message = String.valueOf(e.getMessage());
                String prefix = path + ": ";
                losses.add(new Loss(path, message.startsWith(prefix) ? message.substring(prefix.length()) : message));
                return false;
            }
        }
    }

    /** Finds the files that {@code #include "….c"} means. */
    private record IncludedSources(KernelTree tree) {
        Set<Integer> resolve(Map<Integer, Set<String>> included) {
            Set<Integer> files = new TreeSet<>();
            Map<String, List<Integer>> byName = included.isEmpty() ? Map.of() : byName();
            included.forEach((from, names) -> {
                String path = tree.paths().get(from);
                String folder = path.substring(0, path.lastIndexOf('/') + 1);
                for (String name : names) {
                    int beside = tree.find(normal(folder + name));
                    if (beside >= 0) {
                        files.add(beside);
                    } else {
                        files.addAll(byName.getOrDefault(name.substring(name.lastIndexOf('/') + 1), List.of()));
                    }
                }
            });
            return files;
        }

        private Map<String, List<Integer>> byName() {
            Map<String, List<Integer>> byName = new HashMap<>();
            List<String> paths = tree.paths();
            for (int file = 0; file < paths.size(); file++) {
                String path = paths.get(file);
                if (path.endsWith(".c")) {
                    byName.computeIfAbsent(path.substring(path.lastIndexOf('/') + 1), name -> new ArrayList<>())
                            .add(file);
                }
            }
            return byName;
        }

        private static String normal(String path) {
            List<String> parts = new ArrayList<>();
            for (String part : path.split("/", -1)) {
                if (part.equals("..") && !parts.isEmpty()) {
                    parts.removeLast();
                } else if (!part.equals(".") && !part.isEmpty()) {
                    parts.add(part);
                }
            }
            return String.join("/", parts);
        }
    }

    @Override
    public List<Definer> definers(String name) {
        return names.definers(name);
    }

    @Override
    public int[] mentions(String word) {
        int[] found = mentions.get(word);
        if (found == null) {
            throw new IllegalArgumentException("the scan did not look for " + word);
        }
        return found.clone();
    }

    @Override
    public List<Loss> losses() {
        return losses;
    }

    @Override
    public int files() {
        return files.cardinality();
    }

    /** How many files there are without some, and with those of them that another scan found to be there. */
    int filesWith(TreeScan other, Set<Integer> touched) {
        BitSet all = (BitSet) files.clone();
        touched.forEach(file -> all.set(file, other.files.get(file)));
        return all.cardinality();
    }
}
