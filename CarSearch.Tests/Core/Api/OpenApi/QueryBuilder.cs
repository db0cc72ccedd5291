using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>Makes the query of a request: a good one, or one with a few things wrong.</summary>
/// <param name="sampler">Where values and chance come from.</param>
/// <param name="tokens">Tokens of searches that exist.</param>
/// <param name="waits">Whether it may ask to wait.</param>
/// <param name="what">Where to write what is odd.</param>
internal sealed class QueryBuilder(SchemaSampler sampler, IReadOnlyList<string> tokens, bool waits, List<string> what)
{
    private static readonly string[] UnknownNames =
        [.. Junk.Names, "colour", "code", "clientId", "User", "token", "Size ", "size[]", "filter"];

    /// <summary>The query with its question mark; empty when there is none.</summary>
    public string Create(ApiOperation operation)
    {
        var known = operation.ParametersIn("query").ToList();
        var some = known.Where(parameter => sampler.Chance(IsRequired(parameter) ? 95 : 14));
        var query = (sampler.Chance(40) ? Consistent(known) : some.SelectMany(Good)).ToList();
        for (var i = sampler.Chance(30) ? sampler.Next(1, 4) : 0; i > 0; i--)
        {
            Mutate(query, known);
        }

        var parts = query.Select(part => $"{Escape(part.Name)}={Escape(waits || !AsksToWait(part) ? part.Value : "0")}").ToList();
        if (sampler.Chance(4))
        {
            what.Add("a raw query part");
            parts.Insert(sampler.Next(0, parts.Count + 1), sampler.Pick(Junk.RawQueryParts));
            parts.Add($"{(known.Count > 0 ? Name(sampler.Pick(known)) : "a")}={sampler.Pick(Junk.RawQueryParts)}");
            parts.RemoveAll(part => !waits && part.StartsWith("wait", StringComparison.OrdinalIgnoreCase));
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private static string Name(JsonElement parameter) => parameter.GetProperty("name").GetString()!;

    private static bool IsRequired(JsonElement parameter) =>
        parameter.TryGetProperty("required", out var required) && required.GetBoolean();

    private static bool IsToken(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) && reference.ValueEquals("#/components/schemas/Token");

    private static bool AsksToWait((string Name, string Value) part) =>
        part.Name.Trim().Equals("wait", StringComparison.OrdinalIgnoreCase)
        && (!double.TryParse(part.Value, NumberStyles.Any, CultureInfo.InvariantCulture, out var seconds) || !(seconds <= 0));

    private string Escape(string text)
    {
        var escaped = Uri.EscapeDataString(text);
        return sampler.Chance(10) ? escaped.Replace("%20", "+", StringComparison.Ordinal) : escaped;
    }

    // The examples of the parameters go together, as long as the original names don't meet the others.
    private IEnumerable<(string Name, string Value)> Consistent(List<JsonElement> known)
    {
        var original = sampler.Chance(30);
        foreach (var parameter in known)
        {
            if (IsRequired(parameter))
            {
                foreach (var part in Good(parameter))
                {
                    yield return part;
                }
            }
            else if (char.IsUpper(Name(parameter)[0]) == original
                && parameter.TryGetProperty("example", out var example) && sampler.Chance(60))
            {
                var isArray = example.ValueKind == JsonValueKind.Array;
                yield return (Name(parameter), isArray ? string.Join(',', example.EnumerateArray()) : $"{example}");
            }
        }
    }

    private IEnumerable<(string Name, string Value)> Good(JsonElement parameter)
    {
        var name = Name(parameter);
        var schema = parameter.GetProperty("schema");
        if (IsToken(schema))
        {
            return [(name, sampler.Token(tokens, 85, what))];
        }

        var sample = sampler.Sample(schema);
        var values = sample is JsonArray items ? items.Select(item => $"{item}") : [$"{sample}"];
        return sampler.Chance(50) ? values.Select(value => (name, value)) : [(name, string.Join(',', values))];
    }

    private void Mutate(List<(string Name, string Value)> query, List<JsonElement> known)
    {
        var choice = known.Count == 0 ? 0 : sampler.Next(0, 9);
        if (choice == 0)
        {
            what.Add("an unknown query name");
            query.Add((sampler.Pick(UnknownNames), sampler.Pick(Junk.Texts)));
        }
        else if (choice <= 4 || query.Count == 0)
        {
            var parameter = sampler.Pick(known);
            var name = Name(parameter);
            var bounds = sampler.Bounds(parameter.GetProperty("schema"));
            what.Add($"{name} strange");
            query.RemoveAll(part => part.Name == name && sampler.Chance(80));
            query.Add((name, choice <= 2 && bounds.Count > 0
                ? sampler.Pick(bounds).Trim('"')
                : sampler.Pick(sampler.Chance(50) ? Junk.Numbers : Junk.Texts)));
        }
        else
        {
            Change(query, choice);
        }
    }

    private void Change(List<(string Name, string Value)> query, int choice)
    {
        var at = sampler.Next(0, query.Count);
        var (name, value) = query[at];
        what.Add($"{name} changed");
        switch (choice)
        {
            case 5:
                query.Add((sampler.Chance(50) ? name : name.ToUpperInvariant(), value));
                break;
            case 6:
                query[at] = (sampler.Pick([name.ToUpperInvariant(), name.ToLowerInvariant(), name + " ", "_" + name]), value);
                break;
            case 7:
                query[at] = (name, sampler.Pick(
                    ["", " ", value.ToUpperInvariant(), $" {value} ", $"{value},", $",{value}", $"{value},{value}", value + "\0"]));
                break;
            default:
                query[at] = (name, string.Concat(Enumerable.Repeat(value + ",", sampler.Pick([50, 150, 500]))));
                break;
        }
    }
}
