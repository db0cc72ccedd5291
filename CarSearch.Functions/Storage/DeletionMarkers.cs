using System.Globalization;
using Azure.Storage.Blobs.Models;
using CarSearch.Searches;

namespace CarSearch.Functions.Storage;

/// <summary>
/// Deletions of searches that may be running, as empty blobs <c>deleted/{minute}/{token}</c>: a listing finds those of all searches at
/// once.
/// What deletes old records deletes old markers.
/// </summary>
internal sealed class DeletionMarkers(ResultsContainer container, TimeProvider time)
{
    /// <summary>By how much the clocks of two instances may differ.</summary>
    internal static TimeSpan ClockSkew { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Marks a search as deleted.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
    public async ValueTask AddAsync(SearchToken token, CancellationToken cancellationToken) => await container.CallAsync(
        "write a deletion marker",
        async (blobs, cancel) =>
            await blobs.GetBlobClient($"{PrefixOf(time.GetUtcNow())}{token.Value}")
                .UploadAsync(BinaryData.Empty, overwrite: true, cancel).ConfigureAwait(false),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Lists the searches that were marked since a time, and some that were marked shortly before.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
    public ValueTask<List<SearchToken>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken) => container.CallAsync(
        "list deletion markers",
        async (blobs, cancel) =>
        {
            var found = new List<SearchToken>();
            var last = time.GetUtcNow() + ClockSkew;
            for (var minute = Minute(since - ClockSkew); minute <= last; minute += TimeSpan.FromMinutes(1))
            {
                var prefix = PrefixOf(minute);
                await foreach (var blob in blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancel).ConfigureAwait(false))
                {
                    if (SearchToken.TryParse(blob.Name[prefix.Length..], out var token))
                    {
                        found.Add(token);
                    }
                }
            }

            return found;
        },
        cancellationToken);

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private static string PrefixOf(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"deleted/{at.UtcDateTime:yyyyMMddHHmm}/");
}
