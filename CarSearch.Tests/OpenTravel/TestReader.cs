using CarSearch.Cars;
using CarSearch.Offers;
using CarSearch.OpenTravel.Requests;
using CarSearch.OpenTravel.Responses;
using CarSearch.Places;
using CarSearch.Suppliers;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Reads messages as responses of the supplier Beta.</summary>
internal static class TestReader
{
    private static readonly CountryCatalog Countries = CountryCatalog.Load();

    public static CurrencyDecimals Decimals { get; } = code => Countries.FindCurrency(code)?.Decimals;

    public static AvailabilityEvaluator Evaluator { get; } = new("Beta", new(["CS-4711", "s3cr3t"]));

    public static Task<Availability> ReadAsync(byte[] message, AvailabilityQuery query, bool isGross = false, string? charset = null) =>
        ReadAsync(new MemoryStream(message, writable: false), query, isGross, charset);

    public static Task<Availability> ReadAsync(Stream message, AvailabilityQuery query, bool isGross = false, string? charset = null) =>
        AvailabilityReader.ReadAsync(message, charset, query, isGross, CancellationToken.None).AsTask();

    /// <summary>Returns the offers that the API serves.</summary>
    /// <param name="availability">The response.</param>
    /// <param name="query">The query.</param>
    /// <param name="dropped">The number of dropped offers.</param>
    public static IReadOnlyList<SupplierOffer> GetServedOffers(Availability availability, AvailabilityQuery query, out int dropped)
    {
        new OfferBlockBuilder("Beta", 8, query.Search.Days, Decimals).Build(new(availability.Offers, availability.Dropped), out dropped);

        // The builder keeps the first of several offers with one reference.
        return [.. availability.Offers.Where(offer => OfferCheck.IsUsable(offer, Decimals, out _)).DistinctBy(offer => offer.Reference)];
    }
}
