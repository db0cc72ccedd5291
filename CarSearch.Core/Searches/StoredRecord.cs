using System.Text.Json;
using System.Text.Json.Serialization;
using CarSearch.Common;
using CarSearch.Offers;

namespace CarSearch.Searches;

/// <summary>A record as stored. It is immutable, so that it can be cached and shared.</summary>
public sealed class StoredRecord(SearchRecord record, string version)
{
    private OfferTable? offers;
    private byte[]? request;
    private byte[]? progress;
    private int isUsed;

    /// <summary>Gets the record.</summary>
    public SearchRecord Record { get; } = record;

    /// <summary>Gets the version, which changes with every write: the condition of <see cref="ISearchStore.WriteAsync"/>.</summary>
    public string Version { get; } = version;

    /// <summary>Gets the offers of all suppliers, ordered by price. They are created on first use.</summary>
    internal OfferTable Offers => offers ??= OfferTable.Create(
        [.. Record.Suppliers.Select(supplier => new SupplierOffers(supplier.Name, supplier.Rating, Decompress(supplier.Offers)))],
        Record.Request?.Currency);

    /// <summary>Gets the approximate size in memory, offers included, for caches.</summary>
    public long ApproximateBytes
    {
        get
        {
            const long Overhead = 2048;
            const long RowBytes = 100;
            return Overhead + Record.Suppliers.Sum(supplier => supplier.Offers.ServedBytes + (supplier.Offers.Count * RowBytes));
        }
    }

    /// <summary>The offers of an ended search are read repeatedly; those of a running one maybe not before its next version.</summary>
    private OfferBlock Decompress(OfferBlock block) => Record.IsFinal ? block.Unpack() : block;

    /// <summary>Returns true for the first caller only.</summary>
    internal bool IsFirstUse() => Interlocked.Exchange(ref isUsed, 1) == 0;

    /// <summary>Writes the request into a response. Its JSON is created on first use.</summary>
    internal void WriteRequest(Utf8JsonWriter writer) => writer.WriteRawValue(
        request ??= JsonText.Serialize(Record.Request!, SearchJson.Default.SearchRequest), skipInputValidation: true);

    /// <summary>Writes the progress of each supplier into a response. Its JSON is created on first use.</summary>
    internal void WriteProgress(Utf8JsonWriter writer) => writer.WriteRawValue(
        progress ??= JsonText.Serialize([.. Record.Suppliers.Select(SupplierProgress.From)], ProgressJson.Default.SupplierProgressArray),
        skipInputValidation: true);
}

/// <summary>The result of one supplier in a response.</summary>
internal sealed record SupplierProgress(
    string Name, bool Simulated, SupplierStatus Status, int Offers, int Dropped, long? ElapsedMs, SearchError? Error)
{
    public static SupplierProgress From(SupplierOutcome outcome) => new(
        outcome.Name, outcome.Simulated, outcome.Status, outcome.Offers.Count, outcome.Dropped, outcome.ElapsedMs, outcome.Error);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SupplierProgress[]))]
internal sealed partial class ProgressJson : JsonSerializerContext;
