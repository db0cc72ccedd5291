using System.Text.Json;

namespace CarSearch.Api;

/// <summary>Reads the members of JSON objects, noting every member that is unknown or of another kind than expected.</summary>
internal static class JsonMembers
{
    /// <summary>Begins to read an object.</summary>
    /// <param name="element">The object; another kind of value is noted as an error.</param>
    /// <param name="path">Where it stands; empty for the whole document.</param>
    /// <param name="errors">Takes the errors.</param>
    /// <param name="known">The names it may have.</param>
    public static Reading Of(JsonElement element, string path, Errors errors, params ReadOnlySpan<string> known)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(path.Length == 0 ? "$" : path, $"This is {Kind(element)}; it takes an object with the members {string.Join(", ", known!)}.");
            return new(default, path, errors);
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!IsKnown(member, known))
            {
                errors.Add(Join(path, Name(member)), $"This member is not known here; known are {string.Join(", ", known!)}.");
            }
        }

        return new(element, path, errors);
    }

    private static bool IsKnown(JsonProperty member, ReadOnlySpan<string> known)
    {
        foreach (var name in known)
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

        public string? Text(string name, string takes)
        {
            if (Get(name) is not { } value)
            {
                return null;
            }

            if (value.ValueKind is not JsonValueKind.String)
            {
                errors.Add(Join(path, name), $"This is {Kind(value)}; it takes a string: {takes}.");
                return null;
            }

            try
            {
                return value.GetString();
            }
            catch (InvalidOperationException)
            {
                errors.Add(Join(path, name), $"This is not Unicode text; it takes {takes}.");
                return null;
            }
        }

        public int? Integer(string name, int least, int most, string takes)
        {
            if (Get(name) is not { } value)
            {
                return null;
            }

            if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            {
                return number;
            }

            var told = value.ValueKind is JsonValueKind.Number ? Errors.Quote(value.GetRawText()).Trim('"') : Kind(value);
            errors.Add(Join(path, name), $"This is {told}; it takes {takes}, from {least} to {most}.");
            return null;
        }

        private JsonElement? Get(string name) =>
            element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null
                ? value
                : null;
    }
}
