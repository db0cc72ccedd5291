using CarSearch.OpenTravel.Requests;
using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Reads <c>OTA_VehAvailRateRS</c> for adapters of suppliers that respond in OpenTravel but require a request that no setting describes.
/// docs/suppliers.md describes how a response is read.
/// </summary>
public static class OpenTravelResponse
{
    /// <summary>Reads a response as it arrives: at most 16 MiB, and the first 5,000 offers.</summary>
    /// <param name="response">
    /// The response, whatever its status, sent with <see cref="HttpCompletionOption.ResponseHeadersRead"/>. Its body is disposed.
    /// </param>
    /// <param name="supplier">The name of the supplier, with which every error message begins.</param>
    /// <param name="search">The search, in the requested currency and at its first airport or its city.</param>
    /// <param name="secrets">The texts to redact in messages, such as passwords. An offer that contains one is dropped.</param>
    /// <param name="cancellationToken">Canceled when the time limit has expired.</param>
    /// <exception cref="SupplierException">The response is a failure, or can't be read.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public static async Task<SupplierResponse> ReadAsync(
        HttpResponseMessage response, string supplier, SearchRequest search, IEnumerable<string> secrets,
            CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentException.ThrowIfNullOrEmpty(supplier);
        ArgumentNullException.ThrowIfNull(search);
        var query = new AvailabilityQuery(search, search.PickUp.Place, search.DropOff.Place, "", supplier);
        var reader = new ResponseReader(supplier, new([.. secrets]), isGross: false);
        return (await reader.ReadAsync(response, query, cancellationToken).ConfigureAwait(false)).Response;
    }
}
