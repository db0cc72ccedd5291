using System.Text;
using System.Text.Json;
using CarSearch.Api;

namespace CarSearch.Mcp;

/// <summary>The arguments of a call. Null and an empty value count as none, as in the HTTP API.</summary>
internal sealed class ToolArguments(IEnumerable<KeyValuePair<string, JsonElement>> given)
{
    private readonly Dictionary<string, JsonElement> values = given
        .Where(argument => !IsEmpty(argument.Value))
        .ToDictionary(StringComparer.Ordinal);

    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>Gets the text of an argument; empty if there is none.</summary>
    public string GetText(string name) => values.TryGetValue(name, out var value) ? GetText(value) : "";

    /// <summary>Describes the arguments that are not among those allowed; null if all are.</summary>
    public string? DescribeUnknown(IReadOnlyCollection<string> allowed) =>
        values.Keys.Where(name => !allowed.Contains(name)).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } unknown
            ? $"Unknown {(unknown.Length == 1 ? "argument" : "arguments")}: {string.Join(", ", unknown.Take(10).Select(Errors.Quote))}. "
                + $"Allowed: {string.Join(", ", allowed)}."
            : null;

    /// <summary>Creates a query string of the arguments with these names. An array is a repeated parameter.</summary>
    public string ToQueryString(IEnumerable<string> names)
    {
        var pairs =
            from name in names
            where values.ContainsKey(name)
            let value = values[name]
            from item in value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value }
            select $"{name}={Uri.EscapeDataString(GetText(item))}";
        return string.Join('&', pairs);
    }

    /// <summary>Creates a JSON object of the arguments with these names.</summary>
    public byte[] ToJson(IEnumerable<string> names)
    {
        var members = names.Where(values.ContainsKey).Select(name => $"\"{name}\":{values[name].GetRawText()}");
        return Encoding.UTF8.GetBytes($"{{{string.Join(',', members)}}}");
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    // Strings are Unicode text: the SDK refuses messages with others.
    private static string GetText(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
