using System.Text.Json;
using System.Text.Json.Serialization;
using CarSearch.Places;
using CarSearch.Searches;

namespace CarSearch.Api;

/// <summary>The body of 202 to a POST.</summary>
internal sealed record AcceptedResponse(
    [property: JsonConverter(typeof(SearchTokenConverter))] SearchToken Token, SearchStatus Status, SearchLinkPair Links);

internal sealed record SearchLinkPair(string Self, string Cancel);

/// <summary>The body of 200 and 202 to a GET: the state of a search, and the offers that match.</summary>
internal sealed record SearchResponse(
    [property: JsonConverter(typeof(SearchTokenConverter))] SearchToken Token,
    SearchStatus Status,
    DateTimeOffset RequestedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? CompletedAt,
    DateTimeOffset? ExpiresAt,
    JsonPart Request,
    JsonPart Suppliers,
    int Total,
    int Matched,
    JsonPart Offers,
    JsonPart Facets,
    SearchError? Error,
    SearchPageLinks Links);

/// <summary>The body of 200 and 202 to a GET with <c>view=brief</c>.</summary>
internal sealed record BriefSearchResponse(
    [property: JsonConverter(typeof(SearchTokenConverter))] SearchToken Token,
    SearchStatus Status,
    DateTimeOffset? ExpiresAt,
    IEnumerable<BriefSupplier> Suppliers,
    int Total,
    int Matched,
    JsonPart Offers,
    SearchError? Error,
    SearchPageLinks Links);

/// <summary>The state of a supplier in a brief response.</summary>
internal sealed record BriefSupplier(string Name, bool Simulated, SupplierStatus Status);

internal sealed record SearchPageLinks(string Self, string? Next, string? Previous, string Cancel);

internal sealed record HealthResponse(string Status);

/// <summary>A part of a response that is written by what holds its JSON.</summary>
/// <param name="Write">Writes the value.</param>
[JsonConverter(typeof(JsonPartConverter))]
internal readonly record struct JsonPart(Action<Utf8JsonWriter> Write);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter), typeof(PlaceConverter)])]
[JsonSerializable(typeof(AcceptedResponse))]
[JsonSerializable(typeof(SearchResponse))]
[JsonSerializable(typeof(BriefSearchResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(IReadOnlyList<Place>))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>Writes parts of a response. Responses are not read.</summary>
internal sealed class JsonPartConverter : JsonConverter<JsonPart>
{
    public override JsonPart Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, JsonPart value, JsonSerializerOptions options) => value.Write(writer);
}

/// <summary>Writes places, of which responses contain a part of the properties.</summary>
internal sealed class PlaceConverter : JsonConverter<Place>
{
    public override Place Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, Place value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("code"u8, value.Code);
        writer.WriteString("name"u8, value.Name);
        writer.WriteString("city"u8, value.City);
        writer.WriteString("state"u8, value.State);
        writer.WriteString("country"u8, value.Country);
        writer.WriteString("kind"u8, value.Kind is PlaceKind.City ? "city"u8 : "airport"u8);
        writer.WriteString("timeZone"u8, value.TimeZone);
        writer.WriteStartObject("location"u8);
        writer.WriteNumber("lat"u8, value.Location.Latitude);
        writer.WriteNumber("lon"u8, value.Location.Longitude);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
