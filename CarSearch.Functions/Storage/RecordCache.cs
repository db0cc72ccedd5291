using CarSearch.Searches;
using Microsoft.Extensions.Caching.Memory;

namespace CarSearch.Functions.Storage;

/// <summary>Records as last seen, each good for as long as Blob Storage answers that its ETag is still the same: then it is not sent and read again.</summary>
/// <param name="maxBytes">How much memory they may take.</param>
internal sealed class RecordCache(long maxBytes) : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = maxBytes });

    /// <summary>Gets how much memory is kept for records, of what the process may use: a sixteenth. The rest is for runs and for the Functions host.</summary>
    /// <param name="availableBytes">What the process may use, as the collector knows it.</param>
    public static long GetMaxBytes(long availableBytes) => Math.Clamp(availableBytes / 16, 8L << 20, 256L << 20);

    public StoredRecord? Find(SearchToken token) => cache.Get<StoredRecord>(token);

    /// <summary>Keeps a record, unless a final one is there: that is never followed by another, so this was read before it.</summary>
    public void Keep(StoredRecord stored)
    {
        lock (gate)
        {
            if (stored.Record.IsFinal || Find(stored.Record.Token) is not { Record.IsFinal: true })
            {
                Set(stored);
            }
        }
    }

    public void Remove(SearchToken token) => cache.Remove(token);

    public void Dispose() => cache.Dispose();

    private void Set(StoredRecord stored)
    {
        using var entry = cache.CreateEntry(stored.Record.Token);
        entry.Value = stored;
        entry.Size = stored.ApproximateBytes;
        entry.SlidingExpiration = Idle;
    }
}
