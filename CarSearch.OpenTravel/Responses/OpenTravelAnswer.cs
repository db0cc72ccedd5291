using CarSearch.OpenTravel.Requests;
using CarSearch.OpenTravel.Transport;
using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Reads <c>OTA_VehAvailRateRS</c> for an adapter of your own: one for a supplier that answers in OpenTravel, but has to be asked in a way that no setting tells.
/// How it is read stands in docs/suppliers.md.
/// </summary>
public static class OpenTravelAnswer
{
    /// <summary>Reads an answer as it comes: at most 16 MiB, and the first 5,000 offers.</summary>
    /// <param name="response">The answer, whatever its status; ask for it with <see cref="HttpCompletionOption.ResponseHeadersRead"/>. Its body is disposed of.</param>
    /// <param name="supplier">The supplier's name: every sentence about a failure begins with it.</param>
    /// <param name="search">What was asked, in its currency and at its first airport or its city.</param>
    /// <param name="secrets">What the supplier's own words must not show, passwords above all; an offer that holds one is dropped.</param>
    /// <param name="cancellationToken">Canceled when the time is up.</param>
    /// <exception cref="SupplierException">The answer is a failure, or can't be read; the sentence says why.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<SupplierAnswer> ReadAsync(
        HttpResponseMessage response, string supplier, SearchRequest search, IEnumerable<string> secrets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentException.ThrowIfNullOrEmpty(supplier);
        ArgumentNullException.ThrowIfNull(search);
        var question = new AvailabilityQuestion(search, search.PickUp.Place, search.DropOff.Place, "") { Supplier = supplier };
        var reading = new AnswerReading(supplier, new([.. secrets]), isGross: false);
        try
        {
            return (await reading.ReadAsync(response, question, cancellationToken).ConfigureAwait(false)).Answer;
        }
        catch (InvalidDataException exception)
        {
            throw TransportErrors.From(supplier, exception);
        }
    }
}
