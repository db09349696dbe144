package org.lazymmu.c;

import java.util.List;
import java.util.SortedSet;
import java.util.function.IntConsumer;
import org.lazymmu.source.Contents;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Loss;

/**
 * Which files of a tree may define a name, and which mention one of a few words: found by one light scan at reading speed.
 *
 * <p>
 * The scan promises to miss no definition that a name can be resolved to from another file; it may name files that only look
 * as if they had one. The precise answer is the file's {@link CFile}.
 */
public interface NameIndex {
    /** A non-static function in any file, or any function in a header. */
    int FUNCTION = 1;
    /** A function-like macro. */
    int CALL_MACRO = 2;
    /** An object-like macro whose replacement contains an identifier (an alias, or a call in disguise). */
    int ALIAS_MACRO = 4;
    /** An object-like macro that is empty or 1: it says that something is there. */
    int MARKER_MACRO = 8;
    /** The first argument of a {@code DEFINE_…(name, …)} at file level, as guard classes have it. */
    int CLASS = 16;
    /** What can be called: the kinds that {@link CFile#functions} and {@link CFile#macros} hold. */
    int CALLABLE = FUNCTION | CALL_MACRO | ALIAS_MACRO;
    /** What {@code #ifdef} asks about. */
    int MACRO = CALL_MACRO | ALIAS_MACRO | MARKER_MACRO;

    /** A place where a name may be defined. */
    record Definer(int file, int kinds) {
    }

    /**
     * Scans a tree.
     *
     * @param words    words that {@link #mentions} will be asked about
     * @param threads  how many threads read and scan; the outcome is the same for any number
     * @param progress told how many files are done so far, from any of the threads
     */
    static NameIndex scan(KernelTree tree, List<String> words, int threads, IntConsumer progress) {
        return TreeScan.scan(tree, words, FileFacts.Known.NOTHING, threads, progress);
    }

    /**
     * Scans a tree as far as what its files hold is not known yet. The outcome is the same as without knowing anything.
     *
     * @param contents what the tree's files hold
     * @param facts    what is known, for the same words; what is found out is added
     */
    static NameIndex scan(KernelTree tree, Contents contents, ContentFacts facts, List<String> words, int threads,
            IntConsumer progress) {
        return TreeScan.scan(tree, words, facts.with(contents), threads, progress);
    }

    /**
     * Searches a tree for words, without their definitions.
     *
     * @return for each word the files in which it occurs as a part of a word, ascending
     */
    static List<int[]> search(KernelTree tree, List<String> words, int threads) {
        return TreeScan.search(tree, words, threads);
    }

    /**
     * The index of a tree that differs from the one scanned in a few files: only those are scanned, the rest is taken over.
     *
     * @param tree    the other tree, with the same numbers
     * @param touched the files that differ
     */
    NameIndex changed(KernelTree tree, SortedSet<Integer> touched);

    /** As {@link #search(KernelTree, List, int)}, in some files only. */
    static List<int[]> search(KernelTree tree, List<String> words, SortedSet<Integer> files) {
        return TreeScan.search(tree, words, files);
    }

    /** Files that may define a name, ascending by file, one entry per file. */
    List<Definer> definers(String name);

    /** Files that may define a name as one of some kinds. */
    default List<Definer> definers(String name, int kinds) {
        return definers(name).stream().filter(definer -> (definer.kinds() & kinds) != 0).toList();
    }

    /** Files in which one of the words given to the scan occurs as a part of a word, ascending. */
    int[] mentions(String word);

    /** Files that could not be read, by path. */
    List<Loss> losses();

    /** How many files were scanned. */
    int files();
}
