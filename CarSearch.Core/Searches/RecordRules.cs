using System.Collections.Immutable;

namespace CarSearch.Searches;

/// <summary>
/// The merge rules of records. Delivery is at least once, so that two runs of a search can overlap, and a deletion can occur at any time.
/// A final record is never overwritten by a run; a newer attempt takes precedence; existing responses are kept.
/// </summary>
public static class RecordRules
{
    /// <summary>Gets the record with which a new run takes over a search; null if there is nothing to run.</summary>
    public static SearchRecord? TakeOver(
        AcceptedSearch search, SearchRecord? found, ImmutableArray<SupplierOutcome> suppliers, DateTimeOffset now)
    {
        var record = found ?? SearchRecord.Accepted(search);
        return record.IsFinal ? null : record with
        {
            Status = SearchStatus.Running,
            Attempt = record.Attempt + 1,
            UpdatedAt = record.NextUpdate(now),
            Suppliers = record.HasResponse ? Merge(record, suppliers) : suppliers,
        };
    }

    /// <summary>Merges existing responses into the initial results. Those of suppliers that are no longer configured follow.</summary>
    private static ImmutableArray<SupplierOutcome> Merge(SearchRecord record, ImmutableArray<SupplierOutcome> suppliers) =>
    [
        .. suppliers.Select(supplier => ResponseOf(record, supplier.Name) ?? supplier),
        .. record.Suppliers.Where(outcome =>
            outcome.Status is SupplierStatus.Succeeded && !suppliers.Any(supplier => supplier.Name == outcome.Name)),
    ];

    /// <summary>Gets the record that a run may write after <paramref name="found"/> was written by others.</summary>
    /// <returns>The record of the run, with the responses that only the other one has; null if the run must stop.</returns>
    public static SearchRecord? Rebase(SearchRecord mine, SearchRecord? found)
    {
        if (found is null || found.IsFinal || found.Attempt > mine.Attempt)
        {
            return null;
        }

        var merged = mine with
        {
            Suppliers = mine.Suppliers
                .Select(supplier => supplier.Status is SupplierStatus.Succeeded ? supplier : ResponseOf(found, supplier.Name) ?? supplier)
                .ToImmutableArray(),
        };
        return merged is { Status: SearchStatus.Failed, HasResponse: true }
            ? merged with { Status = SearchStatus.Succeeded, Error = null }
            : merged;
    }

    private static SupplierOutcome? ResponseOf(SearchRecord record, string supplier) =>
        record.Suppliers.FirstOrDefault(outcome => outcome.Status is SupplierStatus.Succeeded && outcome.Name == supplier);
}
