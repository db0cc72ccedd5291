using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using CarSearch.Functions.Searches;
using CarSearch.Searches;

namespace CarSearch.Functions.Storage;

/// <summary>Stores claims of idempotency keys as blobs <c>keys/{SHA-256}</c>: the writer that creates the blob holds the key.</summary>
internal sealed class BlobClaims(ResultsContainer container)
{
    /// <summary>An attempt fails only if another writer was faster; a key is written once a day.</summary>
    private const int MaxAttempts = 8;

    public async ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken)
    {
        ETag? outdated = null;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await WriteAsync(claim, outdated, cancellationToken).ConfigureAwait(false))
            {
                return claim;
            }

            var (found, tag) = await ReadAsync(claim.Key, cancellationToken).ConfigureAwait(false);
            if (Holds(found, claim.ClaimedAt))
            {
                return found;
            }

            outdated = tag;
        }

        throw new StoreUnavailableException($"Failed to write an idempotency key: its ETag precondition failed {MaxAttempts} times.");
    }

    public async ValueTask<KeyClaim?> FindAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await ReadAsync(key, cancellationToken).ConfigureAwait(false)).Claim is { } found && Holds(found, now) ? found : null;

    private static bool Holds([NotNullWhen(true)] KeyClaim? claim, DateTimeOffset now) =>
        claim is not null && (now - claim.ClaimedAt).Duration() < KeyClaim.Lifetime;

    private static string NameOf(string key) => $"keys/{key}";

    private ValueTask<bool> WriteAsync(KeyClaim claim, ETag? outdated, CancellationToken cancellationToken)
    {
        var content = new BinaryData(JsonSerializer.SerializeToUtf8Bytes(
            new StoredClaim(claim.Token.Value, claim.RequestDigest, claim.ClaimedAt), FunctionsJson.Default.StoredClaim));
        var options = new BlobUploadOptions
        {
            HttpHeaders = new() { ContentType = "application/json" },
            Conditions = outdated is null ? new() { IfNoneMatch = ETag.All } : new() { IfMatch = outdated },
        };
        return container.CallAsync(
            "write an idempotency key",
            async (blobs, cancel) =>
            {
                try
                {
                    await blobs.GetBlobClient(NameOf(claim.Key)).UploadAsync(content, options, cancel).ConfigureAwait(false);
                    return true;
                }
                catch (RequestFailedException refused) when (refused.IsFailedCondition())
                {
                    return false;
                }
            },
            cancellationToken);
    }

    private ValueTask<(KeyClaim? Claim, ETag? Tag)> ReadAsync(string key, CancellationToken cancellationToken) => container.CallAsync(
        "read an idempotency key",
        async (blobs, cancel) =>
        {
            try
            {
                var answer = (await blobs.GetBlobClient(NameOf(key)).DownloadContentAsync(cancel).ConfigureAwait(false)).Value;
                return (Parse(key, answer.Content), (ETag?)answer.Details.ETag);
            }
            catch (RequestFailedException missing) when (missing.IsMissingBlob())
            {
                return (null, null);
            }
        },
        cancellationToken);

    /// <summary>Parses a claim. An invalid one is null, so that it is replaced.</summary>
    private static KeyClaim? Parse(string key, BinaryData content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, FunctionsJson.Default.StoredClaim) is { RequestDigest: not null } stored
                && SearchToken.TryParse(stored.Token, out var token)
                ? new(key, token, stored.RequestDigest, stored.ClaimedAt)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A claim as stored in its blob.</summary>
internal sealed record StoredClaim(string Token, string RequestDigest, DateTimeOffset ClaimedAt);
