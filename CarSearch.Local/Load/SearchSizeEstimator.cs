using System.Collections.Immutable;
using CarSearch.Rentals;
using CarSearch.Searches;

namespace CarSearch.Local.Load;

/// <summary>
/// Estimates the memory of a running search from the number of suppliers and airports and from the responses of earlier searches.
/// Not thread-safe; guarded by the lock of <see cref="SearchQueue"/>.
/// </summary>
internal sealed class SearchSizeEstimator(int suppliers)
{
    /// <summary>The memory of a queued search: its request, its node and its table entries.</summary>
    public const long QueuedBytes = 3 * 1024;

    /// <summary>The initial estimate of a compressed response for one airport: 100 offers at a hub, with long references.</summary>
    private const double InitialBytesPerResponse = 48 * 1024;

    /// <summary>The lower bound of the estimate, for suppliers that return no offers for a while.</summary>
    private const double MinBytesPerResponse = 4 * 1024;

    /// <summary>The key of an offer beside its JSON, and its row in the table that a GET of the search builds.</summary>
    private const long BytesPerOffer = 150;

    private const long BytesPerRun = 16 * 1024;

    /// <summary>The memory of a supplier call: its state, its timer, an HTTP request with its buffers.</summary>
    private const long BytesPerCall = 4 * 1024;

    // With these weights the estimate converges to about the 90th percentile.
    private const double IncreaseWeight = 0.2;
    private const double DecreaseWeight = 0.02;

    private double bytesPerResponse = InitialBytesPerResponse;
    private int decreases;

    /// <summary>Estimates the maximum memory of a search in bytes.</summary>
    public long Estimate(SearchRequest request) =>
        BytesPerRun + (suppliers * BytesPerCall) + (long)(bytesPerResponse * suppliers * request.PickUp.Airports.Count);

    /// <summary>Returns the memory of a search with these outcomes in bytes.</summary>
    public long Measure(ImmutableArray<SupplierOutcome> outcomes) => BytesPerRun + (suppliers * BytesPerCall) + GetBytes(outcomes);

    /// <summary>Updates the estimate from the outcomes of a search that has ended.</summary>
    public void Update(SearchRequest request, ImmutableArray<SupplierOutcome> outcomes)
    {
        // A failed call carries no information about the size of responses.
        var succeeded = outcomes.Count(outcome => outcome.Status is SupplierStatus.Succeeded);
        if (succeeded == 0)
        {
            return;
        }

        var observed = (double)GetBytes(outcomes) / (succeeded * request.PickUp.Airports.Count);
        var weight = observed > bytesPerResponse ? IncreaseWeight : Math.Max(DecreaseWeight, 1.0 / (10 + decreases++));
        bytesPerResponse = Math.Max(MinBytesPerResponse, bytesPerResponse + (weight * (observed - bytesPerResponse)));
    }

    private static long GetBytes(ImmutableArray<SupplierOutcome> outcomes)
    {
        var bytes = 0L;
        foreach (var outcome in outcomes)
        {
            bytes += outcome.Offers.HeldBytes + (outcome.Offers.Count * BytesPerOffer);
        }

        return bytes;
    }
}
