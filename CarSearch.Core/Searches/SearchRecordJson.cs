using System.Buffers;
using System.Collections.Immutable;
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
    private const int Schema = 1;

    /// <summary>Writes a record.</summary>
    public static void Write(SearchRecord record, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, JsonText.Documents);
        writer.WriteStartObject();
        writer.WriteNumber("schema"u8, Schema);
        writer.WriteString("token"u8, record.Token.Value);
        writer.WriteString("status"u8, record.Status.ToString());
        writer.WriteNumber("attempt"u8, record.Attempt);
        writer.WriteInstant("requestedAt"u8, record.RequestedAt);
        writer.WriteInstant("updatedAt"u8, record.UpdatedAt);
        writer.WriteInstant("completedAt"u8, record.CompletedAt);
        writer.WriteInstant("expiresAt"u8, record.ExpiresAt);
        writer.WritePropertyName("error"u8);
        JsonSerializer.Serialize(writer, record.Error!, SearchJson.Default.SearchError);
        writer.WritePropertyName("request"u8);
        JsonSerializer.Serialize(writer, record.Request!, SearchJson.Default.SearchRequest);
        writer.WriteStartArray("suppliers"u8);
        foreach (var supplier in record.Suppliers)
        {
            WriteSupplier(writer, supplier);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads a record. It references <paramref name="document"/>, which contains its offers, unless these are converted.</summary>
    /// <exception cref="InvalidDataException">The document is not a record.</exception>
    public static SearchRecord Read(ReadOnlyMemory<byte> document)
    {
        try
        {
            return new Reader(StoredOffers.Upgrade(document)).Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new InvalidDataException("The stored record of a search can't be read.", exception);
        }
    }

    /// <summary>Writes an instant as RFC 3339 with milliseconds and <c>Z</c>.</summary>
    internal static void WriteInstant(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? instant)
    {
        if (instant is { } value)
        {
            Span<byte> text = stackalloc byte[24];
            value.UtcDateTime.TryFormat(text, out _, "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            writer.WriteString(name, text);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteSupplier(Utf8JsonWriter writer, SupplierOutcome supplier)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, supplier.Name);
        writer.WriteNumber("rating"u8, supplier.Rating);
        writer.WriteString("status"u8, supplier.Status.ToString());
        writer.WriteNumber("dropped"u8, supplier.Dropped);
        if (supplier.ElapsedMs is { } elapsed)
        {
            writer.WriteNumber("elapsedMs"u8, elapsed);
        }

        if (supplier.Error is { } error)
        {
            writer.WritePropertyName("error"u8);
            JsonSerializer.Serialize(writer, error, SearchJson.Default.SearchError);
        }

        writer.WriteStartArray("offers"u8);
        if (supplier.Offers.Count > 0)
        {
            var json = ArrayPool<byte>.Shared.Rent(supplier.Offers.Length);
            supplier.Offers.CopyTo(json);
            writer.WriteRawValue(json.AsSpan(0, supplier.Offers.Length), skipInputValidation: true);
            ArrayPool<byte>.Shared.Return(json);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private readonly struct Reader(ReadOnlyMemory<byte> document)
    {
        public SearchRecord Read()
        {
            var reader = new Utf8JsonReader(document.Span);
            reader.Read();
            Require(ref reader, JsonTokenType.StartObject);
            SearchToken? token = null;
            SearchStatus? status = null;
            DateTimeOffset? requestedAt = null, updatedAt = null, completedAt = null, expiresAt = null;
            SearchRequest? request = null;
            SearchError? error = null;
            ImmutableArray<SupplierOutcome> suppliers = [];
            var attempt = 0;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "schema" when reader.GetInt32() != Schema:
                        throw new JsonException($"The schema of the document is {reader.GetInt32()}; {Schema} is supported.");
                    case "token": token = SearchToken.TryParse(reader.GetString(), out var parsed) ? parsed : throw new JsonException("No token."); break;
                    case "status": status = Word<SearchStatus>(ref reader); break;
                    case "attempt": attempt = reader.GetInt32(); break;
                    case "requestedAt": requestedAt = reader.GetDateTimeOffset(); break;
                    case "updatedAt": updatedAt = reader.GetDateTimeOffset(); break;
                    case "completedAt": completedAt = ReadInstant(ref reader); break;
                    case "expiresAt": expiresAt = ReadInstant(ref reader); break;
                    case "error": error = JsonSerializer.Deserialize(ref reader, SearchJson.Default.SearchError); break;
                    case "request": request = JsonSerializer.Deserialize(ref reader, SearchJson.Default.SearchRequest); break;
                    case "suppliers": suppliers = ReadSuppliers(ref reader); break;
                    default: reader.Skip(); break;
                }
            }

            if (reader.Read() || (status is not SearchStatus.Deleted && request is not { Currency.Length: 3 }))
            {
                throw new JsonException("More than a record, or one without a request.");
            }

            return new()
            {
                Token = token ?? throw new JsonException("No token."),
                Status = status ?? throw new JsonException("No status."),
                Attempt = attempt,
                RequestedAt = requestedAt ?? throw new JsonException("No requestedAt."),
                UpdatedAt = updatedAt ?? throw new JsonException("No updatedAt."),
                CompletedAt = completedAt,
                ExpiresAt = expiresAt,
                Request = request,
                Suppliers = suppliers,
                Error = error,
            };
        }

        private static DateTimeOffset? ReadInstant(ref Utf8JsonReader reader) =>
            reader.TokenType is JsonTokenType.Null ? null : reader.GetDateTimeOffset();

        private ImmutableArray<SupplierOutcome> ReadSuppliers(ref Utf8JsonReader reader)
        {
            var suppliers = ImmutableArray.CreateBuilder<SupplierOutcome>();
            Require(ref reader, JsonTokenType.StartArray);
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                Require(ref reader, JsonTokenType.StartObject);
                suppliers.Add(ReadSupplier(ref reader));
            }

            return suppliers.DrainToImmutable();
        }

        private SupplierOutcome ReadSupplier(ref Utf8JsonReader reader)
        {
            string? supplier = null;
            SupplierStatus? status = null;
            var rating = 0.0;
            var dropped = 0;
            long? elapsed = null;
            SearchError? error = null;
            var offers = OfferBlock.Empty;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "name": supplier = reader.GetString(); break;
                    case "rating": rating = reader.GetDouble(); break;
                    case "status": status = Word<SupplierStatus>(ref reader); break;
                    case "dropped": dropped = reader.GetInt32(); break;
                    case "elapsedMs": elapsed = reader.GetInt64(); break;
                    case "error": error = JsonSerializer.Deserialize(ref reader, SearchJson.Default.SearchError); break;
                    case "offers": offers = OfferBlock.Read(ref reader, document); break;
                    default: reader.Skip(); break;
                }
            }

            return new()
            {
                Name = supplier ?? throw new JsonException("A supplier without a name."),
                Rating = rating,
                Status = status ?? throw new JsonException("A supplier without a status."),
                Offers = offers,
                Dropped = dropped,
                ElapsedMs = elapsed,
                Error = error,
            };
        }

        private static void Require(ref Utf8JsonReader reader, JsonTokenType type)
        {
            if (reader.TokenType != type)
            {
                throw new JsonException($"Expected {type}.");
            }
        }

        private static T Word<T>(ref Utf8JsonReader reader)
            where T : struct, Enum
        {
            // Enum.TryParse accepts numbers too.
            var word = reader.GetString();
            return Enum.TryParse<T>(word, out var value) && Enum.GetName(value) == word
                ? value
                : throw new JsonException($"\"{word}\" is not a {typeof(T).Name}.");
        }
    }
}

/// <summary>Source-generated serialization of the parts of a record.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, Converters = [typeof(LocalTimeConverter)])]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(SearchError))]
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
