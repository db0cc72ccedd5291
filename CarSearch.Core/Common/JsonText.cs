using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CarSearch.Common;

internal static class JsonText
{
    /// <summary>
    /// Gets the options of all writers. Letters of all scripts and &amp; are not escaped, as the JSON is never embedded in HTML. The
    /// writers produce valid JSON, so that validation is skipped.
    /// </summary>
    public static JsonWriterOptions Documents { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Serializes a value, escaped like all other JSON of this API.</summary>
    public static byte[] Serialize<T>(T value, JsonTypeInfo<T> type)
    {
        using var buffer = new PooledBuffer(2048);
        Serialize(buffer, value, type);
        return buffer.Written.ToArray();
    }

    public static void Serialize<T>(IBufferWriter<byte> output, T value, JsonTypeInfo<T> type)
    {
        using var writer = new Utf8JsonWriter(output, Documents);
        JsonSerializer.Serialize(writer, value, type);
    }

    public static void WriteBooleanOrNull(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } known)
        {
            writer.WriteBoolean(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    public static void WriteWordOrNull(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteString(name, word);
        }
    }

    public static void WriteNumberOrNull(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
