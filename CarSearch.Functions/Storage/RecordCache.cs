using CarSearch.Searches;
using Microsoft.Extensions.Caching.Memory;

namespace CarSearch.Functions.Storage;

/// <summary>Records as last seen, each good for as long as Blob Storage answers that its ETag is still the same: then it is not sent and read again.</summary>
internal sealed class RecordCache : IDisposable
{
    /// <summary>The smallest instance that Azure offers has 512 MB.</summary>
    private const long MostBytes = 64L * 1024 * 1024;

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostBytes });

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
