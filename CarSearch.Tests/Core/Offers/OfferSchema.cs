using System.Text;
using System.Text.Json;
using CarSearch.Suppliers;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Offers;

/// <summary>Serves offers, and validates them against the description.</summary>
internal static class OfferSchema
{
    private static readonly JsonElement Schema = ApiDescription.Default.Validator.Resolve("#/components/schemas/Offer");

    /// <summary>Returns what in an offer is not as described.</summary>
    public static IReadOnlyList<string> Validate(ReadOnlySpan<byte> json) =>
        ApiDescription.Default.Validator.Validate(Schema, JsonElement.Parse(Encoding.UTF8.GetString(json)));

    /// <summary>Returns the JSON of an offer, which must be as described.</summary>
    public static JsonElement Serve(SupplierOffer offer)
    {
        var json = SampleRecords.Block("A", offer).Json.Span;
        Assert.Empty(Validate(json));
        return JsonElement.Parse(Encoding.UTF8.GetString(json));
    }
}
