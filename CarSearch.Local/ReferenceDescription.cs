using System.Text;
using System.Text.Json.Nodes;
using CarSearch.Api;
using Microsoft.Net.Http.Headers;

namespace CarSearch.Local;

/// <summary>
/// The description of the API as the reference uses it. Scalar sends each optional parameter that has an example or a default, such as all
/// filters at once, unless an example is disabled.
/// </summary>
internal static class ReferenceDescription
{
    public static RequestDelegate CreateRoute(TimeProvider time)
    {
        Description? latest = null;
        return context =>
        {
            var source = OpenApiDescription.GetCurrent(time.GetUtcNow());
            var current = Volatile.Read(ref latest);
            if (current?.Source != source)
            {
                current = Create(source);
                Volatile.Write(ref latest, current);
            }

            context.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Bytes(current.Json, "application/json", entityTag: current.Tag).ExecuteAsync(context);
        };
    }

    private static Description Create(CurrentDescription source)
    {
        var json = Encoding.UTF8.GetBytes(DisableExamples(source.Json).ToJsonString());
        return new(source, json, new(EntityTags.Compute(json)));
    }

    private static JsonNode DisableExamples(ReadOnlyMemory<byte> json)
    {
        var description = JsonNode.Parse(json.Span)!;
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

    private sealed record Description(CurrentDescription Source, byte[] Json, EntityTagHeaderValue Tag);
}
