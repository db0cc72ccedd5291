using System.Text.Json;
using CarSearch.Common;
using CarSearch.Searches;

namespace CarSearch.Api;

/// <summary>The properties of a search in a response that do not depend on the query.</summary>
internal static class SearchHead
{
    /// <summary>Serializes the first properties of the response: an object without its closing brace.</summary>
    public static byte[] Serialize(SearchRecord record)
    {
        using var buffer = new PooledBuffer(4096);
        using var writer = new Utf8JsonWriter(buffer, JsonText.Documents);
        writer.WriteStartObject();
        Write(writer, record);
        writer.WriteNumber("total"u8, record.Suppliers.Sum(supplier => supplier.Offers.Count));
        writer.Flush();
        return buffer.Written.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, SearchRecord record)
    {
        writer.WriteString("token"u8, record.Token.Value);
        writer.WriteString("status"u8, record.Status.ToString());
        writer.WriteInstant("requestedAt"u8, record.RequestedAt);
        writer.WriteInstant("updatedAt"u8, record.UpdatedAt);
        writer.WriteInstant("completedAt"u8, record.CompletedAt);
        writer.WriteInstant("expiresAt"u8, record.ExpiresAt);
        writer.WritePropertyName("request"u8);
        JsonSerializer.Serialize(writer, record.Request!, SearchJson.Default.SearchRequest);
        writer.WriteStartArray("suppliers"u8);
        foreach (var supplier in record.Suppliers)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, supplier.Name);
            writer.WriteString("status"u8, supplier.Status.ToString());
            writer.WriteNumber("offers"u8, supplier.Offers.Count);
            writer.WriteNumber("dropped"u8, supplier.Dropped);
            writer.WriteNumberOrNull("elapsedMs"u8, supplier.ElapsedMs);
            writer.WritePropertyName("error"u8);
            JsonSerializer.Serialize(writer, supplier.Error!, SearchJson.Default.SearchError);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
