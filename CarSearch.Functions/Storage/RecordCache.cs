using CarSearch.Searches;
using Microsoft.Extensions.Caching.Memory;

namespace CarSearch.Functions.Storage;

/// <summary>Caches records with their ETag. While Blob Storage confirms the ETag, a cached record is not downloaded again.</summary>
internal sealed class RecordCache(long maxBytes) : IDisposable
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = maxBytes });

    /// <summary>Gets the maximum size for a process: a sixteenth of its memory. The rest is for runs and for the Functions host.</summary>
    public static long GetMaxBytes(long availableBytes) => Math.Clamp(availableBytes / 16, 8L << 20, 256L << 20);

    public StoredRecord? Find(SearchToken token) => cache.Get<StoredRecord>(token);

    /// <summary>Caches a record, unless a final one is cached: no record follows a final one, so this one is older.</summary>
    public void Keep(StoredRecord stored)
    {
        lock (gate)
        {
            if (stored.Record.IsFinal || Find(stored.Record.Token) is not { Record.IsFinal: true })
            {
                cache.Set(
                    stored.Record.Token,
                    stored,
                    new MemoryCacheEntryOptions { Size = stored.ApproximateBytes, SlidingExpiration = IdleTimeout });
            }
        }
    }

    public void Remove(SearchToken token) => cache.Remove(token);

    public void Dispose() => cache.Dispose();
}
