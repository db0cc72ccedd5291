using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CarSearch.Api;
using Microsoft.Net.Http.Headers;

namespace CarSearch.Local;

/// <summary>
/// The description of the API as the reference uses it. Scalar sends each optional parameter that has an example or a default, such as all
/// filters at once, unless an example is disabled. The local times of examples are moved by whole weeks, so that they are ahead.
/// </summary>
internal static partial class ReferenceDescription
{
    /// <summary>The days between today and the first local time of the examples, at least.</summary>
    private const int MinDaysAhead = 3;

    private const string LocalTimeFormat = "yyyy-MM-dd'T'HH:mm";

    /// <summary>Creates the handler of the description.</summary>
    /// <param name="time">The clock.</param>
    public static RequestDelegate CreateRoute(TimeProvider time)
    {
        var text = Encoding.UTF8.GetString(OpenApiDescription.Json.Span);
        var first = LocalTime().Matches(text).Min(match => Parse(match.Value));
        var latest = Create(text, 0);
        return context =>
        {
            var delay = time.GetUtcNow().DateTime.AddDays(MinDaysAhead) - first;
            var weeks = Math.Max(0, (int)Math.Ceiling(delay.TotalDays / 7));
            var current = Volatile.Read(ref latest);
            if (current.Weeks != weeks)
            {
                current = Create(text, weeks);
                Volatile.Write(ref latest, current);
            }

            context.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Bytes(current.Json, "application/json", entityTag: current.Tag).ExecuteAsync(context);
        };
    }

    private static Description Create(string text, int weeks)
    {
        var moved = LocalTime().Replace(
            text, match => Parse(match.Value).AddDays(7 * weeks).ToString(LocalTimeFormat, CultureInfo.InvariantCulture));
        var json = Encoding.UTF8.GetBytes(DisableExamples(moved).ToJsonString());
        return new(weeks, json, new(EntityTags.Compute(json)));
    }

    private static DateTime Parse(string value) => DateTime.ParseExact(value, LocalTimeFormat, CultureInfo.InvariantCulture);

    private static JsonNode DisableExamples(string text)
    {
        var description = JsonNode.Parse(text)!;
        foreach (var parameter in FindParameters(description).ToArray())
        {
            if (parameter["required"]?.GetValue<bool>() is true)
            {
                continue;
            }

            var value = parameter["example"] ?? parameter["schema"]?["examples"]?[0] ?? parameter["schema"]?["default"];
            parameter["examples"] = new JsonObject
            {
                ["example"] = new JsonObject { ["value"] = value?.DeepClone(), ["x-disabled"] = true },
            };
            parameter.Remove("example");
        }

        return description;
    }

    private static IEnumerable<JsonObject> FindParameters(JsonNode? node) => node switch
    {
        JsonObject parameter when parameter.ContainsKey("in") && parameter.ContainsKey("schema") => [parameter],
        JsonObject parent => parent.SelectMany(member => FindParameters(member.Value)),
        JsonArray array => array.SelectMany(FindParameters),
        _ => [],
    };

    [GeneratedRegex("(?<=\")[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?=\")")]
    private static partial Regex LocalTime();

    private sealed record Description(int Weeks, byte[] Json, EntityTagHeaderValue Tag);
}
