using System.Collections.Immutable;

namespace CarSearch.Searches;

/// <summary>
/// Who wins. Delivery is at least once, so two runs of one search can overlap, and a deletion can come at any moment.
/// A final record is never overwritten by a run; a newer attempt beats an older one; answers that are there are kept.
/// </summary>
public static class RecordRules
{
    internal static SearchError NoAnswer { get; } = new("AllSuppliersFailed", "No supplier answered. Each one's reason stands under suppliers.");

    /// <summary>The record with which a new run takes a search over, or null when there is nothing left to run.</summary>
    /// <param name="search">The search.</param>
    /// <param name="found">The record that is there, if any.</param>
    /// <param name="suppliers">The suppliers that a search asks, as they stand before they have answered.</param>
    /// <param name="now">The time, UTC.</param>
    public static SearchRecord? TakeOver(
        AcceptedSearch search, SearchRecord? found, ImmutableArray<SupplierOutcome> suppliers, DateTimeOffset now)
    {
        var record = found ?? SearchRecord.Accepted(search);
        return record.IsFinal ? null : record with
        {
            Status = SearchStatus.Running,
            Attempt = record.Attempt + 1,
            UpdatedAt = now,
            Suppliers = record.HasAnswer ? Keep(record, suppliers) : suppliers,
        };
    }

    /// <summary>The suppliers with the answers that are there, and behind them the answers of those that are asked no more.</summary>
    private static ImmutableArray<SupplierOutcome> Keep(SearchRecord record, ImmutableArray<SupplierOutcome> suppliers) =>
    [
        .. suppliers.Select(supplier => Answer(record, supplier.Name) ?? supplier),
        .. record.Suppliers.Where(outcome => outcome.Status is SupplierStatus.Succeeded && !suppliers.Any(supplier => supplier.Name == outcome.Name)),
    ];

    /// <summary>What a run may write, now that its condition has failed and <paramref name="found"/> is there instead.</summary>
    /// <returns>The run's own record with the answers that only the other has; null when the run must stop, its work being done.</returns>
    public static SearchRecord? Rebase(SearchRecord mine, SearchRecord? found)
    {
        if (found is null || found.IsFinal || found.Attempt > mine.Attempt)
        {
            return null;
        }

        var merged = mine with
        {
            Suppliers = mine.Suppliers
                .Select(supplier => supplier.Status is SupplierStatus.Succeeded ? supplier : Answer(found, supplier.Name) ?? supplier)
                .ToImmutableArray(),
        };
        return merged.Error == NoAnswer && merged.HasAnswer
            ? merged with { Status = SearchStatus.Succeeded, Error = null }
            : merged;
    }

    private static SupplierOutcome? Answer(SearchRecord record, string supplier) =>
        record.Suppliers.FirstOrDefault(outcome => outcome.Status is SupplierStatus.Succeeded && outcome.Name == supplier);
}
