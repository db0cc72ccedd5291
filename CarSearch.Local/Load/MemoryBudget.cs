namespace CarSearch.Local.Load;

/// <summary>
/// How much memory searches may hold, taken from what the process really has: the container's limit, the collector's, or the machine.
/// Not safe for several threads at once: <see cref="SearchLoad"/> holds its lock.
/// </summary>
/// <param name="searchBytes">How much searches that have not ended may hold.</param>
/// <param name="cacheBytes">How much of ended records may be kept.</param>
/// <param name="maxWaiting">How many GETs may wait for an end.</param>
internal sealed class MemoryBudget(long searchBytes, long cacheBytes, int maxWaiting = int.MaxValue)
{
    /// <summary>What a GET that waits holds, its connection included. Measured: 12 KiB of the heap, 15 KiB of memory in all.</summary>
    private const long BytesPerWaiting = 16L << 10;

    /// <summary>More GETs that wait are not reckoned with.</summary>
    private const long MaxWaitingBytes = 10_000 * BytesPerWaiting;

    /// <summary>What the process takes without a search: places, compiled code's data, the server. It starts in a heap of 24 MiB.</summary>
    private const long EmptyBytes = 40L << 20;

    /// <summary>However little there is, some searches must run.</summary>
    private const long MinBytes = 8L << 20;

    /// <summary>More ended records in memory make few answers faster and every full collection slower.</summary>
    private const long MaxCacheBytes = 256L << 20;

    /// <summary>How much searches that have not ended may hold.</summary>
    public long SearchBytes { get; } = searchBytes;

    /// <summary>How much of ended records may be kept in memory, ready to be filtered.</summary>
    public long CacheBytes { get; } = cacheBytes;

    /// <summary>How many GETs may wait for an end at once; more are answered at once.</summary>
    public int MaxWaiting { get; } = maxWaiting;

    /// <summary>How much searches hold, or are expected to.</summary>
    public long ReservedBytes { get; private set; }

    /// <summary>How much more may be reserved; less than nothing when answers were larger than expected.</summary>
    public long FreeBytes => SearchBytes - ReservedBytes;

    /// <summary>The budget of this process.</summary>
    public static MemoryBudget FromProcess() => FromAvailable(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>The budget of a process.</summary>
    /// <param name="bytes">What it may use in all.</param>
    public static MemoryBudget FromAvailable(long bytes)
    {
        // The other half is the collector's: a heap is only as compact as its last full collection left it, the youngest generation
        // takes up to a sixth, and reading, packing and writing answers need room while they happen. Measured: see bench/README.md.
        var shared = Math.Max(MinBytes, (bytes - EmptyBytes) / 2);
        var cache = Math.Min(MaxCacheBytes, shared / 4);
        var waiting = Math.Min(MaxWaitingBytes, shared / 8);
        return new(shared - cache - waiting, cache, (int)(waiting / BytesPerWaiting));
    }

    /// <summary>Changes what is reserved.</summary>
    /// <param name="change">Bytes more, or less.</param>
    public void Reserve(long change) => ReservedBytes += change;
}
