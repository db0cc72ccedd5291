using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>The types, patterns and formats that <see cref="JsonSchemaValidator"/> asserts.</summary>
internal static class JsonFormats
{
    private const string DateTimeShape = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$";

    private static readonly ConcurrentDictionary<string, Regex> Patterns = new();

    /// <summary>Whether an ECMA 262 pattern, as JSON Schema uses them, matches somewhere in the text.</summary>
    public static bool IsMatch(string pattern, string text) => Patterns.GetOrAdd(pattern, Compile).IsMatch(text);

    /// <summary>Whether the text has the format.</summary>
    /// <exception cref="NotSupportedException">The format is not implemented.</exception>
    public static bool IsFormat(string format, string text) => format switch
    {
        "date-time" => IsMatch(DateTimeShape, text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _) && IsMatch("^[A-Za-z][A-Za-z0-9+.-]*:[!-~]*$", text),
        _ => throw new NotSupportedException($"The format \"{format}\" is not implemented."),
    };

    /// <summary>Whether the instance is of the type, or of one of the types.</summary>
    /// <exception cref="NotSupportedException">There is no such type.</exception>
    public static bool HasType(JsonElement type, JsonElement instance) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => HasType(one, instance))
        : type.GetString() switch
        {
            "null" => instance.ValueKind == JsonValueKind.Null,
            "boolean" => instance.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "object" => instance.ValueKind == JsonValueKind.Object,
            "array" => instance.ValueKind == JsonValueKind.Array,
            "string" => instance.ValueKind == JsonValueKind.String,
            "number" => instance.ValueKind == JsonValueKind.Number,
            "integer" => instance.ValueKind == JsonValueKind.Number && double.IsInteger(instance.GetDouble()),
            var other => throw new NotSupportedException($"The type \"{other}\" is not implemented."),
        };

    // In .NET a final $ also matches before a newline at the end; in ECMA 262 it does not.
    private static Regex Compile(string pattern)
    {
        var anchored = pattern.EndsWith('$') && !pattern.EndsWith("\\$", StringComparison.Ordinal);
        return new Regex(anchored ? pattern[..^1] + "\\z" : pattern, RegexOptions.ECMAScript);
    }
}
