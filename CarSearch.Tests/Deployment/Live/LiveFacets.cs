using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Offers;
using CarSearch.Tests.Core.Offers;

namespace CarSearch.Tests.Deployment.Live;

/// <summary>The facets of an answer: each counts what its value alone would find in place of the filter that is set.</summary>
internal static class LiveFacets
{
    public static void AssertAsComputed(OfferOracle oracle, IReadOnlyList<KnownOffer> all, OfferQuery query, JsonElement facets)
    {
        Check("size", Enum.GetValues<CarSize>(), size => query.Without(OfferFilters.Upgrade).With(OfferFilters.Size, [size]));
        Check("type", Enum.GetValues<CarType>(), type => query.With(OfferFilters.Type, [type]));
        Check("transmission", Enum.GetValues<Transmission>(), transmission => query.With(OfferFilters.Transmission, transmission));
        Check(
            "supplier",
            all.Select(offer => offer.Supplier).Distinct().Order(StringComparer.OrdinalIgnoreCase),
            supplier => query.With(OfferFilters.Supplier, [supplier]));

        var rated = oracle.Matches(query.Without(OfferFilters.Rating));
        var lowest = rated.Count == 0 ? 10 : Math.Min(9, (int)Math.Floor(rated.Min(offer => offer.Rating)));
        Check("rating", Enumerable.Range(lowest, 10 - lowest).Reverse(), bound => query.With(OfferFilters.Rating, bound));

        void Check<T>(string name, IEnumerable<T> values, Func<T, OfferQuery> alone) => Assert.Equal(
            values.Select(value => (Word($"{value}"), oracle.Facet(alone(value)))).Where(one => one.Item2.Count > 0),
            facets.GetProperty(name).EnumerateArray().Select(one => (Word(one.GetProperty("value").ToString()), Counted(one))));
    }

    private static (int Count, decimal? From) Counted(JsonElement facet) => (
        facet.GetProperty("count").GetInt32(),
        facet.GetProperty("from") is { ValueKind: JsonValueKind.Number } from ? from.GetDecimal() : null);

    private static string Word(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
