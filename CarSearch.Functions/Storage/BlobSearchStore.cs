using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CarSearch.Functions.Storage;

/// <summary>
/// Stores records as block blobs <c>{token}.json</c> of a private container, compressed (<c>Content-Encoding: br</c>), each written whole
/// with an ETag precondition. A lifecycle rule, or <see cref="Housekeeping.RecordCleanup"/>, deletes old ones.
/// </summary>
internal sealed partial class BlobSearchStore(
    ResultsContainer container,
    RecordCache cache,
    SearchCompletionNotifier notifier,
    IOptions<CarSearchOptions> options,
    ILogger<BlobSearchStore> logger) : ISearchStore
{
    /// <summary>The metadata that identifies a write, to recognize one whose response was lost.</summary>
    private const string WriteName = "write";

    private readonly BlobClaims claims = new(container);

    /// <summary>Returns whether the final record of a search is cached. No request is made.</summary>
    public bool HasSeenFinal(SearchToken token) => cache.Find(token) is { Record.IsFinal: true };

    public async ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken)
    {
        var known = cache.Find(token);
        var conditions = known is null ? null : new BlobDownloadOptions { Conditions = new() { IfNoneMatch = new ETag(known.Version) } };
        var answer = await container.CallAsync(
            "read a record",
            async (blobs, cancel) =>
            {
                try
                {
                    return await blobs.GetBlobClient(NameOf(token)).DownloadContentAsync(conditions, cancel).ConfigureAwait(false);
                }
                catch (RequestFailedException missing) when (missing.IsMissingBlob())
                {
                    return null;
                }
            },
            cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            if (known is not null)
            {
                cache.Remove(token);
            }

            return null;
        }

        if (answer.GetRawResponse().Status == StatusCodes.Status304NotModified)
        {
            return known;
        }

        var found = new StoredRecord(Read(token, answer.Value), answer.Value.Details.ETag.ToString());
        cache.Keep(found);
        return found;
    }

    public async ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken)
    {
        var content = new BinaryData(SearchRecordBrotli.Pack(record));
        var write = Guid.NewGuid().ToString("N");
        var upload = new BlobUploadOptions
        {
            HttpHeaders = new() { ContentType = "application/json", ContentEncoding = "br", CacheControl = "private, no-store" },
            Metadata = new Dictionary<string, string> { [WriteName] = write },
            Conditions = version is null ? new() { IfNoneMatch = ETag.All } : new() { IfMatch = new ETag(version) },
        };
        var tag = await container.CallAsync(
            "write a record",
            async (blobs, cancel) =>
            {
                var blob = blobs.GetBlobClient(NameOf(record.Token));
                try
                {
                    return (await blob.UploadAsync(content, upload, cancel).ConfigureAwait(false)).Value.ETag;
                }
                catch (RequestFailedException refused) when (refused.IsFailedCondition())
                {
                    return await FindOwnAsync(blob, write, cancel).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        if (tag is null)
        {
            return null;
        }

        var written = new StoredRecord(record, tag.Value.ToString());
        cache.Keep(written);
        if (record.IsFinal)
        {
            notifier.Notify(record.Token, record.Status);
        }

        return written;
    }

    public ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken) =>
        claims.ClaimAsync(claim, cancellationToken);

    public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        claims.FindAsync(key, now, cancellationToken);

    public async ValueTask CheckAsync(CancellationToken cancellationToken) => await container.CallAsync(
        "be accessed",
        async (blobs, cancel) => await blobs.GetPropertiesAsync(cancellationToken: cancel).ConfigureAwait(false),
        cancellationToken).ConfigureAwait(false);

    private static string NameOf(SearchToken token) => $"{token.Value}.json";

    /// <summary>Deserializes a record. One that can't be read is served as failed, and can be deleted.</summary>
    private SearchRecord Read(SearchToken token, BlobDownloadResult blob)
    {
        try
        {
            return SearchRecordBrotli.Unpack(blob.Content) is var record && record.Token == token
                ? record
                : throw new InvalidDataException("It is the record of another search.");
        }
        catch (InvalidDataException exception)
        {
            Unreadable(token, exception.Message);
            var writtenAt = blob.Details.LastModified;
            return SearchRecord.Unreadable(token, null, writtenAt, writtenAt + options.Value.Freshness);
        }
    }

    /// <summary>Gets the ETag if the stored record is that of this write, sent again perhaps because its first response was lost.</summary>
    private static async Task<ETag?> FindOwnAsync(BlobClient blob, string write, CancellationToken cancellationToken)
    {
        try
        {
            var found = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
            return found.Metadata.TryGetValue(WriteName, out var name) && name == write ? found.ETag : null;
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error, Message = "The record of search {Search} can't be read, so the search is served as failed: {Reason}")]
    private partial void Unreadable(SearchToken search, string reason);
}
