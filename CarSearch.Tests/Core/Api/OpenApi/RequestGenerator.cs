using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>Generates requests from the description: good ones, and ones that are wrong in every way that callers find.</summary>
/// <remarks>
/// All of them can be sent by an <see cref="HttpClient"/> and reach the application: none is so large or so malformed that the web server
/// itself would refuse it. None asks to wait.
/// </remarks>
/// <param name="api">The description.</param>
/// <param name="tokens">Tokens of searches that exist.</param>
internal sealed class RequestGenerator(ApiDescription api, IReadOnlyList<string> tokens)
{
    private const int MaxTarget = 7000;

    private static readonly string[] UnknownNames =
        [.. Junk.Names, "colour", "code", "clientId", "User", "token", "Size ", "size[]", "filter"];

    /// <summary>Generates requests; the same seed gives the same.</summary>
    public GeneratedRequest[] Generate(ulong seed, int count)
    {
        // Operations with more to say get more of the requests.
        var requests = Gen.Frequency(api.Operations.Select(one => (1 + one.Parameters.Count + (Body(one) is null ? 0 : 12), Request(one))));
        return [.. requests.Sample(count, new Rnd(seed), 50)];
    }

    private static JsonElement? Body(ApiOperation operation) => operation.Element.TryGetProperty("requestBody", out var body) ? body : null;

    private static string Name(JsonElement parameter) => parameter.GetProperty("name").GetString()!;

    private static bool IsRequired(JsonElement parameter) =>
        parameter.TryGetProperty("required", out var required) && required.GetBoolean();

    private Gen<GeneratedRequest> Request(ApiOperation operation)
    {
        var content = Body(operation)?.GetProperty("content").EnumerateObject().First();
        var types = Gen.Frequency((12, Gen.Constant(content?.Name)), (1, Gen.Elements<string?>(Junk.ContentTypes)));
        var bodies = content is { } described
            ? Gen.Frequency((99, new BodyGenerator(described.Value).Bodies), (1, Gen.Constant<byte[]?>(null)))
            : Gen.Constant<byte[]?>(null);
        return from path in Path(operation)
               from query in Query(operation)
               from headers in Gen.CollectToList(operation.ParametersIn("header"), Header)
               from type in types
               from body in bodies
               from chunked in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
               let target = path + query
               select new GeneratedRequest(
                   operation, target[..Math.Min(target.Length, MaxTarget)], [.. headers.OfType<(string, string)>()], type, body, chunked);
    }

    // Deletes spare most of the searches that exist, for the requests after them.
    private Gen<string> Path(ApiOperation operation) => operation.ParametersIn("path").Any()
        ? from token in Token(operation.Method == "DELETE" ? 10 : 75)
          from id in Gen.OneOf(Gen.Constant("0123456789abcdef"), Gen.Elements<string>(Junk.Texts)).Select(Segment)
          select operation.Path
              .Replace("{token}", Segment(token), StringComparison.Ordinal)
              .Replace("{id}", id, StringComparison.Ordinal)
        : Gen.Constant(operation.Path);

    // Empty segments and dots would be another path, and a null byte is refused by the web server.
    private static string Segment(string value) =>
        value.Replace("\0", "", StringComparison.Ordinal).Trim('.') is { Length: > 0 } text ? Uri.EscapeDataString(text) : "-";

    private Gen<string> Token(int knownPercent)
    {
        var known = Gen.Elements<string>(tokens);
        var changed = known.SelectMany(token => Gen.Elements(
            token.ToUpperInvariant(), token[..^1], token + "0", token + " ", token + "/", token + ".json", token + "\n", token + "é",
            token.Insert(8, "-"), new string('0', 32), new string('g', 32), new string('\u0663', 32)));
        return Gen.Frequency((knownPercent, known), (100 - knownPercent, Gen.OneOf(changed, Gen.Elements<string>(Junk.Texts))));
    }

    private Gen<string> Query(ApiOperation operation)
    {
        var known = operation.ParametersIn("query").ToList();
        var strange = from name in Gen.Elements(UnknownNames)
                      from value in Gen.Elements<string>(Junk.Texts)
                      select $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";
        var more = Gen.Frequency((90, Gen.Constant("")), (6, strange), (4, Gen.Elements<string>(Junk.RawQueryParts)));
        return from parts in Gen.CollectToList(known, Part)
               from unknown in more
               let query = string.Join('&', parts.Append(unknown).Where(part => part.Length > 0))
               select query.Length == 0 ? "" : "?" + query;
    }

    private Gen<string> Part(JsonElement parameter)
    {
        var name = Name(parameter);
        var schema = parameter.GetProperty("schema");
        var isToken = schema.TryGetProperty("$ref", out var reference) && reference.ValueEquals("#/components/schemas/Token");
        var names = Gen.Frequency(
            (40, Gen.Constant(name)), (1, Gen.Elements(name.ToUpperInvariant(), name.ToLowerInvariant(), name + " ", "_" + name)));
        var values = name is "wait" ? Gen.Constant("0")
            : isToken ? Token(85)
            : Gen.Frequency((12, Good(parameter)), (3, Strange(parameter)));
        var part = from written in names
                   from value in values
                   let escape = Uri.EscapeDataString(value)
                   from escaped in Gen.Elements(escape, escape.Replace("%20", "+", StringComparison.Ordinal))
                   from repeated in Gen.Frequency((40, Gen.Constant(1)), (1, Gen.Constant(2)), (1, Gen.Constant(150)))
                   select string.Join('&', Enumerable.Repeat($"{Uri.EscapeDataString(written)}={escaped}", repeated));
        return Gen.Frequency((IsRequired(parameter) ? 95 : 10, part), (IsRequired(parameter) ? 5 : 90, Gen.Constant("")));
    }

    private Gen<(string Name, string Value)?> Header(JsonElement parameter)
    {
        // Keys are some of a few, so that some come again.
        var value = Gen.OneOf(Good(parameter), Gen.Choose(0, 19).Select(i => $"key-{i}"), Gen.Elements<string>(Junk.HeaderValues))
            .Select(text => Name(parameter) is "Prefer" && text.Any(char.IsAsciiDigit) ? "wait=0" : text);
        return Gen.Frequency(
            (1, value.Select(text => ((string, string)?)(Name(parameter), text))), (3, Gen.Constant<(string, string)?>(null)));
    }

    private Gen<string> Good(JsonElement parameter)
    {
        var values = Values(parameter).Concat(Values(parameter.GetProperty("schema"))).Distinct().ToList();
        return values.Count > 0
            ? Gen.Elements<string>(values)
            : Gen.Choose(0, 1000).Select(number => number.ToString(CultureInfo.InvariantCulture));
    }

    private Gen<string> Strange(JsonElement parameter)
    {
        var bounds = api.Follow(parameter.GetProperty("schema")).EnumerateObject()
            .Where(keyword => keyword.Value.ValueKind is JsonValueKind.Number)
            .Select(keyword => keyword.Value.GetDecimal())
            .SelectMany(bound => new[] { bound - 1, bound - 0.01m, bound, bound + 0.01m, bound + 1 })
            .Select(bound => bound.ToString(CultureInfo.InvariantCulture)).Append("").ToArray();
        return Gen.OneOf(
            Gen.Elements(bounds),
            Gen.Elements<string>(Junk.Numbers),
            Gen.Elements<string>(Junk.Texts),
            Good(parameter).Select(value => $",{value}, "));
    }

    /// <summary>The values that the description names: examples, constants and the members of enumerations.</summary>
    private IEnumerable<string> Values(JsonElement element) =>
        from keyword in api.Follow(element).EnumerateObject()
        let value = keyword.Value
        let isArray = value.ValueKind is JsonValueKind.Array
        from text in keyword.Name switch
        {
            "enum" or "examples" when isArray => value.EnumerateArray().Select(one => $"{one}"),
            "example" when isArray => [string.Join(',', value.EnumerateArray())],
            "const" or "default" or "example" => [$"{value}"],
            "items" => Values(value),
            "anyOf" or "oneOf" or "allOf" => value.EnumerateArray().SelectMany(Values),
            _ => [],
        }
        select text;
}
