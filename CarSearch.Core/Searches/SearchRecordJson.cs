using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CarSearch.Common;
using CarSearch.Offers;
using CarSearch.Rentals;

namespace CarSearch.Searches;

/// <summary>Serializes records as JSON documents, offers included.</summary>
public static class SearchRecordJson
{
    /// <summary>Writes a record.</summary>
    public static void Write(SearchRecord record, IBufferWriter<byte> output) =>
        JsonText.Serialize(output, record, SearchJson.Default.SearchRecord);

    /// <summary>Reads a record. It references <paramref name="document"/>, which contains its offers, unless these are converted.</summary>
    /// <exception cref="InvalidDataException">The document is not a record.</exception>
    public static SearchRecord Read(ReadOnlyMemory<byte> document)
    {
        try
        {
            document = StoredOffers.Upgrade(document);
            var record = JsonSerializer.Deserialize(document.Span, SearchJson.Default.SearchRecord);
            if (record is not { Schema: SearchRecord.CurrentSchema }
                || (record.Status is not SearchStatus.Deleted && record.Request is not { Currency.Length: 3 }))
            {
                throw new JsonException("The document has another schema, or no request.");
            }

            var suppliers = record.Suppliers.Select(outcome => outcome with { Offers = outcome.Offers.In(document) });
            return record with { Suppliers = [.. suppliers] };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new InvalidDataException("The stored record of a search can't be read.", exception);
        }
    }
}

/// <summary>Source-generated serialization of records and their parts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    Converters = [typeof(LocalTimeConverter)])]
[JsonSerializable(typeof(SearchRecord))]
[JsonSerializable(typeof(SearchRequest))]
public sealed partial class SearchJson : JsonSerializerContext;

/// <summary>Converts local times, to the minute and without an offset.</summary>
internal sealed class LocalTimeConverter : JsonConverter<DateTime>
{
    public const string Format = "yyyy-MM-ddTHH:mm";

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTime.TryParseExact(reader.GetString(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new JsonException("A local time has the format 2026-12-04T10:00.");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[16];
        value.TryFormat(text, out _, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text);
    }
}

/// <summary>Converts instants: written as RFC 3339 with milliseconds and <c>Z</c>, read in any form of it.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[24];
        value.UtcDateTime.TryFormat(text, out _, "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text);
    }
}

/// <summary>Converts tokens. They are secrets, so that only properties that must contain one use it.</summary>
internal sealed class SearchTokenConverter : JsonConverter<SearchToken>
{
    public override SearchToken Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SearchToken.TryParse(reader.GetString(), out var token) ? token : throw new JsonException("No token.");

    public override void Write(Utf8JsonWriter writer, SearchToken value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

/// <summary>Converts an enumeration by the names of its values; numbers are refused.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class WordConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
