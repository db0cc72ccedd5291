using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CarSearch.Functions.Storage;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CarSearch.Functions.Housekeeping;

/// <summary>Deletes blobs a day after their last change, like the lifecycle rule of a deployment.</summary>
internal sealed partial class RecordCleanup(ResultsContainer container, TimeProvider time, ILogger<RecordCleanup> logger)
{
    private const int MaxConcurrency = 32;

    /// <summary>Deletes page by page until nothing is left, or the time is up.</summary>
    /// <returns>The number of deleted blobs.</returns>
    /// <exception cref="StoreUnavailableException">The store is not available.</exception>
    public async Task<int> RunAsync(CancellationToken until)
    {
        var changedBefore = time.GetUtcNow() - KeyClaim.Lifetime;
        var deleted = 0;
        try
        {
            return await container.CallOutsideCircuitAsync("delete old records", DeletePagesAsync, until).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            return deleted;
        }

        async Task<int> DeletePagesAsync(BlobContainerClient blobs, CancellationToken cancel)
        {
            await foreach (var page in blobs.GetBlobsAsync(cancellationToken: cancel).AsPages().ConfigureAwait(false))
            {
                await Parallel.ForEachAsync(
                    page.Values.Where(blob => blob.Properties.LastModified <= changedBefore),
                    new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancel },
                    async (blob, one) =>
                    {
                        if (await DeleteAsync(blobs, blob, one).ConfigureAwait(false))
                        {
                            Interlocked.Increment(ref deleted);
                        }
                    }).ConfigureAwait(false);
            }

            return deleted;
        }
    }

    /// <summary>Deletes a blob, unless it was written since it was listed.</summary>
    private async Task<bool> DeleteAsync(BlobContainerClient blobs, BlobItem blob, CancellationToken cancellationToken)
    {
        try
        {
            var asListed = new BlobRequestConditions { IfMatch = blob.Properties.ETag };
            await blobs.DeleteBlobAsync(blob.Name, conditions: asListed, cancellationToken: cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException refused) when (refused.IsFailedCondition() || refused.Status == StatusCodes.Status404NotFound)
        {
            return false;
        }
        catch (RequestFailedException refused) when (refused.Status == StatusCodes.Status409Conflict)
        {
            // The blob has a snapshot or a hold, which must not block the others.
            DeletionFailed(refused.ErrorCode);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Failed to delete an old record: {Reason}. The next run tries again.")]
    private partial void DeletionFailed(string? reason);
}
