namespace CarSearch.Local.Load;

/// <summary>
/// The memory available to searches, derived from the memory limit of the process: that of the container, the garbage collector or the
/// machine. Not thread-safe; guarded by the lock of <see cref="SearchQueue"/>.
/// </summary>
internal sealed class MemoryBudget(long searchBytes, long cacheBytes, int maxWaiting = int.MaxValue)
{
    /// <summary>The memory of a waiting GET request with its connection. Measured: 12 KiB of the heap, 15 KiB in total.</summary>
    private const long BytesPerWaitingRequest = 16L << 10;

    private const long MaxWaitingBytes = 10_000 * BytesPerWaitingRequest;

    /// <summary>The memory of the process without searches: places, metadata, server. The process starts in a heap of 24 MiB.</summary>
    private const long BaselineBytes = 40L << 20;

    /// <summary>The minimum memory, with which some searches can run.</summary>
    private const long MinBytes = 8L << 20;

    /// <summary>A larger cache would speed up few requests and slow down every full collection.</summary>
    private const long MaxCacheBytes = 512L << 20;

    /// <summary>Gets the maximum memory of searches that have not ended.</summary>
    public long SearchBytes { get; } = searchBytes;

    /// <summary>Gets the maximum memory of cached final records.</summary>
    public long CacheBytes { get; } = cacheBytes;

    /// <summary>Gets the maximum number of GET requests that wait for the end of a search. Further requests are answered at once.</summary>
    public int MaxWaiting { get; } = maxWaiting;

    public long ReservedBytes { get; private set; }

    /// <summary>Gets the memory that can still be reserved; negative if responses exceeded their estimate.</summary>
    public long FreeBytes => SearchBytes - ReservedBytes;

    public static MemoryBudget FromProcess() => FromAvailable(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>Creates the budget of a process with this memory limit.</summary>
    public static MemoryBudget FromAvailable(long bytes)
    {
        // The other half is left to the garbage collector: fragmentation since the last full collection, the youngest generation of up
        // to a sixth, and buffers for reading, compressing and writing responses. Measured: see bench/README.md.
        var shared = Math.Max(MinBytes, (bytes - BaselineBytes) / 2);
        var cache = Math.Min(MaxCacheBytes, shared / 4);
        var waiting = Math.Min(MaxWaitingBytes, shared / 8);
        return new(shared - cache - waiting, cache, (int)(waiting / BytesPerWaitingRequest));
    }

    /// <summary>Reserves bytes, or releases them if negative.</summary>
    public void Reserve(long delta) => ReservedBytes += delta;
}
