using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>Makes values from schemas: good ones, and ones at and beyond the bounds.</summary>
/// <param name="api">The description that the schemas stand in.</param>
/// <param name="random">Where chance comes from.</param>
internal sealed class SchemaSampler(ApiDescription api, Random random)
{
    /// <summary>A value that the schema allows, as far as its patterns are met by its examples.</summary>
    public JsonNode? Sample(JsonElement schema)
    {
        schema = api.Follow(schema);
        foreach (var keyword in (string[])["anyOf", "oneOf"])
        {
            if (schema.TryGetProperty(keyword, out var alternatives))
            {
                return Sample(Pick([.. alternatives.EnumerateArray()]));
            }
        }

        if (schema.TryGetProperty("enum", out var values) || (schema.TryGetProperty("examples", out values) && random.Next(4) > 0))
        {
            return JsonNode.Parse(Pick([.. values.EnumerateArray()]).GetRawText());
        }

        return Type(schema) switch
        {
            "object" => SampleObject(schema),
            "array" => new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Sample(schema.GetProperty("items")))]),
            "integer" => JsonValue.Create((int)SampleNumber(schema)),
            "number" => JsonValue.Create(Math.Round((decimal)SampleNumber(schema), random.Next(3))),
            "boolean" => JsonValue.Create(random.Next(2) == 0),
            "null" => null,
            _ => SampleString(schema),
        };
    }

    /// <summary>Values at the bounds of the schema and just beyond them, as JSON; empty when it has no bounds.</summary>
    public IReadOnlyList<string> Bounds(JsonElement schema)
    {
        var bounds = new List<string>();
        foreach (var keyword in api.Follow(schema).EnumerateObject().Where(keyword => keyword.Value.ValueKind == JsonValueKind.Number))
        {
            var bound = keyword.Value.GetDecimal();
            switch (keyword.Name)
            {
                case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum":
                    decimal[] around = [bound - 1, bound - 0.01m, bound, bound + 0.01m, bound + 1];
                    bounds.AddRange(around.Select(value => value.ToString(CultureInfo.InvariantCulture)));
                    break;
                case "minLength" or "maxLength":
                    int[] lengths = [(int)bound - 1, (int)bound, (int)bound + 1];
                    bounds.AddRange(lengths.Select(length => $"\"{new string('a', Math.Max(0, length))}\""));
                    break;
            }
        }

        return bounds;
    }

    /// <summary>One of several, each as likely.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>True so many times in a hundred.</summary>
    public bool Chance(int percent) => random.Next(100) < percent;

    /// <summary>A number from the first up to, but not including, the last.</summary>
    public int Next(int first, int last) => random.Next(first, last);

    /// <summary>The token of a search that exists, so many times in a hundred, or another: unknown, malformed, or none at all.</summary>
    public string Token(IReadOnlyList<string> tokens, int knownPercent, List<string> what)
    {
        var made = string.Concat(Enumerable.Range(0, 32).Select(_ => "0123456789abcdef"[random.Next(16)]));
        var token = tokens.Count > 0 ? Pick(tokens) : made;
        if (Chance(knownPercent))
        {
            return token;
        }

        what.Add("another token");
        return random.Next(7) switch
        {
            0 => made,
            1 => token.ToUpperInvariant(),
            2 => token[..^1],
            3 => token + Pick(["0", " ", "/", ".json", "\n", "é"]),
            4 => token.Insert(8, "-"),
            5 => new string(Pick(['0', 'f', 'g', '\u0663']), 32),
            _ => Pick(Junk.Texts),
        };
    }

    private static double Bound(JsonElement schema, string keyword, double otherwise) =>
        schema.TryGetProperty(keyword, out var bound) ? bound.GetDouble() : otherwise;

    private string? Type(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.Array ? Pick([.. type.EnumerateArray()]).GetString() : type.GetString();

    private JsonObject SampleObject(JsonElement schema)
    {
        var required = schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!).ToHashSet();
        var sample = new JsonObject();
        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            if (required.Contains(property.Name) || Chance(50))
            {
                sample[property.Name] = Sample(property.Value);
            }
        }

        return sample;
    }

    private JsonValue SampleString(JsonElement schema) =>
        schema.TryGetProperty("examples", out var examples) && schema.TryGetProperty("pattern", out _)
            ? JsonValue.Create(Pick([.. examples.EnumerateArray()]).GetString()!)
            : JsonValue.Create(string.Concat(Enumerable.Range(0, random.Next(1, 13)).Select(_ => (char)random.Next('a', 'z' + 1))));

    // Up to 1,000: good numbers are small ones.
    private double SampleNumber(JsonElement schema)
    {
        var least = Bound(schema, "minimum", 0);
        return least + (random.NextDouble() * (Math.Min(Bound(schema, "maximum", 1000), 1000) - least));
    }
}
