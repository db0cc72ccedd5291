using System.Text.Json;

namespace CarSearch.Api;

/// <summary>Reads the members of JSON objects, noting every member that is unknown or of another kind than expected.</summary>
internal static class JsonMembers
{
    /// <summary>Begins to read an object.</summary>
    /// <param name="element">The object; another kind of value is noted as an error.</param>
    /// <param name="path">Where it stands; empty for the whole document.</param>
    /// <param name="errors">Takes the errors.</param>
    /// <param name="allowed">The names it may have.</param>
    public static Reading Read(JsonElement element, string path, Errors errors, params ReadOnlySpan<string> allowed)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(
                path.Length == 0 ? "$" : path,
                $"This is {Kind(element)}. Allowed: an object with the properties {string.Join(", ", allowed!)}.");
            return new(default, path, errors);
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!IsAllowed(member, allowed))
            {
                errors.Add(Join(path, Name(member)), $"Unknown property. Allowed: {string.Join(", ", allowed!)}.");
            }
        }

        return new(element, path, errors);
    }

    private static bool IsAllowed(JsonProperty member, ReadOnlySpan<string> allowed)
    {
        foreach (var name in allowed)
        {
            if (member.NameEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Name(JsonProperty member)
    {
        try
        {
            return QueryNames.Bounded(member.Name);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8.
            return "?";
        }
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        _ => "true or false",
    };

    /// <summary>The members of one object. A member that is null counts as not given.</summary>
    public readonly struct Reading(JsonElement element, string path, Errors errors)
    {
        public JsonElement? Object(string name) => Get(name);

        public string? Text(string name, string allowed)
        {
            if (Get(name) is not { } value)
            {
                return null;
            }

            if (value.ValueKind is not JsonValueKind.String)
            {
                errors.Add(Join(path, name), $"This is {Kind(value)}. Allowed: a string: {allowed}.");
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

        public int? Integer(string name, int min, int max, string allowed)
        {
            if (Get(name) is not { } value)
            {
                return null;
            }

            if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
            {
                return number;
            }

            var text = value.ValueKind is JsonValueKind.Number ? Errors.Quote(value.GetRawText()).Trim('"') : Kind(value);
            errors.Add(Join(path, name), $"This is {text}. Allowed: {allowed}, from {min} to {max}.");
            return null;
        }

        private JsonElement? Get(string name) =>
            element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null
                ? value
                : null;
    }
}
