using System.Text.Encodings.Web;
using System.Text.Json;

namespace CarSearch.Common;

/// <summary>How JSON is written everywhere.</summary>
internal static class JsonText
{
    /// <summary>
    /// Letters of all scripts and the &amp; of links stand as they are: this JSON is served as application/json, never put into HTML.
    /// What is written is correct by construction, so it is not checked again.
    /// </summary>
    public static JsonWriterOptions Documents { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

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
