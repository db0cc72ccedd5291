using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace CarSearch;

/// <summary>How JSON is written everywhere: letters of all scripts as they are, not as escapes.</summary>
internal static class JsonText
{
    public static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>For whole documents; what is written is correct by construction, so it is not checked again.</summary>
    public static JsonWriterOptions Documents { get; } = new() { Encoder = Encoder, SkipValidation = true };
}
