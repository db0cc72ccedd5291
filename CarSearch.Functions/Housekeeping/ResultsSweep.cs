using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CarSearch.Functions.Storage;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CarSearch.Functions.Housekeeping;

/// <summary>Deletes records and idempotency keys a day after their last change, as the lifecycle rule of a deployment does.</summary>
internal sealed partial class ResultsSweep(ResultsContainer container, TimeProvider time, ILogger<ResultsSweep> logger)
{
    private const int AtATime = 32;

    /// <summary>Deletes, page by page, until nothing is left or the time is up.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
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
                    new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel },
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

    /// <summary>Deletes a blob as it was listed; one that was written since, or is gone, is left alone.</summary>
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
            // It has a snapshot, a hold or the like: that must not keep the others.
            NotDeleted(refused.ErrorCode);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An old record could not be deleted: {Reason}. The next run tries again.")]
    private partial void NotDeleted(string? reason);
}
