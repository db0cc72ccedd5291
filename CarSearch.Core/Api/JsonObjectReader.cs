using System.Globalization;
using System.Text.Json;

namespace CarSearch.Api;

/// <summary>
/// Reads the properties of a JSON object, and adds an error for each that is unknown or of another type than expected. Null counts as
/// missing.
/// </summary>
internal readonly struct JsonObjectReader
{
    private readonly JsonElement element;
    private readonly string path;
    private readonly Errors errors;

    /// <summary>Creates a reader of an object, and checks the names of its properties. The path of the root is empty.</summary>
    public JsonObjectReader(JsonElement element, string path, Errors errors, params ReadOnlySpan<string> allowed)
    {
        this.element = element;
        this.path = path;
        this.errors = errors;
        if (element.ValueKind is not JsonValueKind.Object)
        {
            var names = string.Join(", ", allowed!);
            errors.Add(path.Length == 0 ? "$" : path, $"This is {Describe(element)}. Allowed: an object with the properties {names}.");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!allowed.Contains(property.Name))
            {
                errors.Add(Join(path, property.Name), $"Unknown property. Allowed: {string.Join(", ", allowed!)}.");
            }
        }
    }

    /// <summary>Adds an error for each name that occurs more than once in an object, at any depth.</summary>
    /// <exception cref="InvalidOperationException">A name is not Unicode text.</exception>
    public static void CheckDuplicates(JsonElement element, string path, Errors errors)
    {
        if (element.ValueKind is JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in element.EnumerateObject())
            {
                var propertyPath = Join(path, property.Name);
                if (!names.Add(property.Name) && !errors.ContainsKey(propertyPath))
                {
                    errors.Add(propertyPath, "This property occurs more than once. Allowed: once.");
                }

                CheckDuplicates(property.Value, propertyPath, errors);
            }
        }
        else if (element.ValueKind is JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in element.EnumerateArray())
            {
                CheckDuplicates(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), errors);
            }
        }
    }

    public JsonElement? Get(string name) =>
        element.ValueKind is JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind is not JsonValueKind.Null
            ? value
            : null;

    public string? GetString(string name, string allowed)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            errors.Add(Join(path, name), $"This is {Describe(value)}. Allowed: a string: {allowed}.");
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            errors.Add(Join(path, name), $"This is not Unicode text. Allowed: {allowed}.");
            return null;
        }
    }

    public int? GetInt32(string name, int min, int max, string allowed)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        errors.Add(Join(path, name), $"This is {DescribeNumber(value)}. Allowed: {allowed}, from {min} to {max}.");
        return null;
    }

    /// <summary>Gets a required number whose absolute value is bounded.</summary>
    public double? GetDouble(string name, int max, string allowed)
    {
        var value = Get(name);
        if (value is { ValueKind: JsonValueKind.Number } element && element.TryGetDouble(out var number) && Math.Abs(number) <= max)
        {
            return number;
        }

        var found = value is { } wrong ? $"This is {DescribeNumber(wrong)}" : "Missing";
        errors.Add(Join(path, name), $"{found}. Allowed: {allowed}, from -{max} to {max}.");
        return null;
    }

    private static string DescribeNumber(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number ? Errors.Quote(value.GetRawText()).Trim('"') : Describe(value);

    private static string Join(string path, string name) =>
        path.Length == 0 ? QueryNames.Bounded(name) : $"{path}.{QueryNames.Bounded(name)}";

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        _ => "true or false",
    };
}
