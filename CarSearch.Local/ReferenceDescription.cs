using System.Security.Cryptography;
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
    /// <summary>Creates the handler of the description.</summary>
    public static RequestDelegate CreateRoute()
    {
        var json = Encoding.UTF8.GetBytes(Create().ToJsonString());
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json))}\"");
        return context =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Bytes(json, "application/json", entityTag: tag).ExecuteAsync(context);
        };
    }

    private static JsonNode Create()
    {
        var description = JsonNode.Parse(OpenApiDescription.Json.Span)!;
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
}
