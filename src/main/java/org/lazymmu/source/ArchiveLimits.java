package org.lazymmu.source;

/**
 * How much an archive may make us do before it is refused. A kernel of today has 93,000 entries, 1.5 GB, and shrinks to a tenth.
 *
 * @param entries         entries of any kind
 * @param entryBytes      size of one file that is kept
 * @param keptBytes       size of all files that are kept, on disk
 * @param unpackedBytes   everything that is unpacked, kept or not
 * @param ratio           unpacked bytes for each byte of the archive, looked at from {@code ratioFromBytes} unpacked bytes on
 * @param headerBytes     what lies between two entries: headers, long names, padding
 * @param dictionaryBytes memory that unpacking may take
 */
record ArchiveLimits(int entries, long entryBytes, long keptBytes, long unpackedBytes, int ratio, long ratioFromBytes,
        long headerBytes, long dictionaryBytes) {
    static final ArchiveLimits USUAL = new ArchiveLimits(1_000_000, FolderTree.MAX_FILE_BYTES, 8L << 30, 32L << 30, 300,
            256L << 20, 1 << 20, 256L << 20);
}
