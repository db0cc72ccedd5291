using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CarSearch.Functions.Storage;

/// <summary>The private container of search records. It is made by the deployment; in development by itself, when it is first missed.</summary>
internal sealed partial class ResultsContainer(BlobContainerClient blobs, IHostEnvironment environment, ILogger<ResultsContainer> logger)
{
    /// <summary>The container's name.</summary>
    public const string Name = "searches";

    /// <summary>Calls Blob Storage.</summary>
    /// <param name="what">What the call does, for the log: "read a record".</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="CarSearch.Searches.StoreUnavailableException">It could not be done.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<T> CallAsync<T>(string what, Func<BlobContainerClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await call(blobs, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException missing) when (missing.IsMissingContainer() && environment.IsDevelopment())
            {
                await blobs.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken).ConfigureAwait(false);
                Created(blobs.Name);
                return await call(blobs, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (BlobFaults.IsUnavailable(exception))
        {
            // That its caller gave up, the client may tell as one of several faults, or not at all.
            cancellationToken.ThrowIfCancellationRequested();
            throw BlobFaults.ToUnavailable(exception, what);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Made the container {Container}, as this is development.")]
    private partial void Created(string container);
}
