using Azure.Storage.Blobs.Models;
using CarSearch.Functions.Storage;
using CarSearch.Searches;

namespace CarSearch.Functions.Load;

/// <summary>
/// Exchanges load reports between instances, as the metadata of empty blobs <c>load/{instance}</c>: one listing reads those of all.
/// </summary>
internal sealed class LoadReports(ResultsContainer container)
{
    /// <summary>The prefix of the names of reports.</summary>
    internal const string Prefix = "load/";

    private readonly string name = $"{Prefix}{Guid.NewGuid():N}";

    /// <summary>Writes the report of this instance.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
    public async Task PublishAsync(LoadReport report, CancellationToken cancellationToken) => await container.CallAsync(
        "write a load report",
        async (blobs, cancel) => await blobs.GetBlobClient(name)
            .UploadAsync(BinaryData.Empty, new BlobUploadOptions { Metadata = report.ToMetadata() }, cancel).ConfigureAwait(false),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Deletes the report of this instance.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
    public async Task WithdrawAsync(CancellationToken cancellationToken) => await container.CallAsync(
        "delete a load report",
        async (blobs, cancel) => await blobs.DeleteBlobIfExistsAsync(name, cancellationToken: cancel).ConfigureAwait(false),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Lists the reports of all other instances, by their names.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
    public async Task<Dictionary<string, LoadReport>> ListAsync(CancellationToken cancellationToken) => await container.CallAsync(
        "list load reports",
        async (blobs, cancel) =>
        {
            var reports = new Dictionary<string, LoadReport>();
            await foreach (var blob in blobs.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, Prefix, cancel).ConfigureAwait(false))
            {
                if (blob.Name != name && blob.Metadata is { } metadata && LoadReport.Parse(metadata) is { } report)
                {
                    reports[blob.Name] = report;
                }
            }

            return reports;
        },
        cancellationToken).ConfigureAwait(false);
}
