using System.Text.Encodings.Web;
using System.Text.Json;

namespace CarSearch.Common;

/// <summary>Options and extensions for writing JSON.</summary>
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
