using System.Globalization;
using Azure.Storage.Blobs.Models;
using CarSearch.Searches;

namespace CarSearch.Functions.Storage;

/// <summary>
/// Stores deletions of searches that may be running as empty blobs <c>deleted/{minute}/{token}</c>: one listing returns those of all
/// searches. Old markers are deleted like old records.
/// </summary>
internal sealed class DeletionMarkers(ResultsContainer container, TimeProvider time)
{
    /// <summary>Gets the maximum difference between the clocks of two instances.</summary>
    internal static TimeSpan ClockSkew { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Marks a search as deleted.</summary>
    /// <exception cref="StoreUnavailableException">The store is not available.</exception>
    public async ValueTask AddAsync(SearchToken token, CancellationToken cancellationToken) => await container.CallAsync(
        "write a deletion marker",
        async (blobs, cancel) =>
            await blobs.GetBlobClient($"{PrefixOf(time.GetUtcNow())}{token.Value}")
                .UploadAsync(BinaryData.Empty, overwrite: true, cancel).ConfigureAwait(false),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Lists the searches that were marked since a time, with some that were marked shortly before.</summary>
    /// <exception cref="StoreUnavailableException">The store is not available.</exception>
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
