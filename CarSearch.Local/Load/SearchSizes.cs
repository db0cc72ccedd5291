using System.Collections.Immutable;
using CarSearch.Rentals;
using CarSearch.Searches;

namespace CarSearch.Local.Load;

/// <summary>
/// Estimates how much memory a search will hold while it runs, from the number of suppliers and airports, and learns from searches
/// that have ended.
/// Not safe for several threads at once: <see cref="SearchLoad"/> holds its lock.
/// </summary>
/// <param name="suppliers">How many suppliers a search asks.</param>
internal sealed class SearchSizes(int suppliers)
{
    /// <summary>A search that waits: its request, its place in line, its entry in the tables.</summary>
    public const long WaitingBytes = 3 * 1024;

    /// <summary>What a supplier's answer for one airport takes compressed, before anything is known: a hundred offers at a hub, with long references.</summary>
    private const double FirstGuess = 48 * 1024;

    /// <summary>Suppliers that answer without offers for a while must not make their answers look free.</summary>
    private const double MinBytes = 4 * 1024;

    /// <summary>An offer's key, beside its JSON, and its row in the table that a GET of the search makes.</summary>
    private const long BytesPerOffer = 150;

    private const long BytesPerRun = 16 * 1024;

    /// <summary>A call under way: its state, its timer, an HTTP request with its buffers.</summary>
    private const long BytesPerCall = 4 * 1024;

    // Larger answers count at once and smaller ones slowly, so that this settles at about the 90th percentile of what is seen.
    private const double Rise = 0.2;
    private const double Fall = 0.02;

    private double bytesPerAnswer = FirstGuess;
    private int learned;

    /// <summary>How many bytes a search is expected to hold at most.</summary>
    public long Estimate(SearchRequest request) =>
        BytesPerRun + (suppliers * BytesPerCall) + (long)(bytesPerAnswer * suppliers * request.PickUp.Airports.Count);

    /// <summary>How many bytes a search holds with these answers.</summary>
    public long Measure(ImmutableArray<SupplierOutcome> answers) => BytesPerRun + (suppliers * BytesPerCall) + BytesOf(answers);

    /// <summary>Learns from the answers of a search that has ended.</summary>
    public void Learn(SearchRequest request, ImmutableArray<SupplierOutcome> answers)
    {
        // A supplier that failed says nothing about the size of its answers.
        var answered = answers.Count(answer => answer.Status is SupplierStatus.Succeeded);
        if (answered == 0)
        {
            return;
        }

        var seen = (double)BytesOf(answers) / (answered * request.PickUp.Airports.Count);
        var weight = seen > bytesPerAnswer ? Rise : Math.Max(Fall, 1.0 / (10 + learned++));
        bytesPerAnswer = Math.Max(MinBytes, bytesPerAnswer + (weight * (seen - bytesPerAnswer)));
    }

    private static long BytesOf(ImmutableArray<SupplierOutcome> answers)
    {
        var bytes = 0L;
        foreach (var answer in answers)
        {
            bytes += answer.Offers.HeldBytes + (answer.Offers.Count * BytesPerOffer);
        }

        return bytes;
    }
}
