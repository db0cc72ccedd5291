using CarSearch.Offers;

namespace CarSearch.Searches;

/// <summary>A record as a store holds it. Immutable, so it can be cached and shared among readers.</summary>
/// <param name="record">The record.</param>
/// <param name="version">Changes with every write of the record; what <see cref="ISearchStore.WriteAsync"/> takes as its condition.</param>
public sealed class StoredRecord(SearchRecord record, string version)
{
    private OfferTable? offers;
    private byte[]? head;

    /// <summary>The record.</summary>
    public SearchRecord Record { get; } = record;

    /// <summary>Its version.</summary>
    public string Version { get; } = version;

    /// <summary>Its offers of all suppliers in the order of price, made when first asked for.</summary>
    public OfferTable Offers => offers ??= OfferTable.Create(
        [.. Record.Suppliers.Select(supplier => new SupplierOffers(supplier.Name, supplier.Rating, Served(supplier.Offers)))],
        Record.Request?.Currency);

    /// <summary>About how many bytes of memory it takes with its offers: what a cache counts it with.</summary>
    public long ApproximateBytes
    {
        get
        {
            const long Overhead = 2048;
            const long RowBytes = 100;
            return Overhead + Record.Suppliers.Sum(supplier => supplier.Offers.ServedBytes + (supplier.Offers.Count * RowBytes));
        }
    }

    /// <summary>What has ended is asked again and again; what has not may be asked by nobody before its next version.</summary>
    private OfferBlock Served(OfferBlock block) => Record.IsFinal ? block.Unpack() : block;

    /// <summary>The part of every answer that depends on nothing but the record, made when first asked for.</summary>
    internal ReadOnlySpan<byte> Head(Func<SearchRecord, byte[]> make) => head ??= make(Record);
}
