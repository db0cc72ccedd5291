using System.Text.Json;
using System.Text.Json.Nodes;
using CarSearch.Api;

namespace CarSearch.Mcp;

/// <summary>The schemas of the tools, taken from the OpenAPI description of the HTTP API. References are resolved.</summary>
internal sealed class ToolSchemas
{
    private readonly JsonNode description = JsonNode.Parse(OpenApiDescription.Json.Span)!;

    /// <summary>Gets the properties of the body of POST /api/searches, and the names of those required.</summary>
    public (JsonObject Properties, string[] Required) SearchBody()
    {
        var body = Input(Operation("/api/searches", "post")["requestBody"]!["content"]!["application/json"]!["schema"]!);
        return (body["properties"]!.AsObject(), [.. body["required"]!.AsArray().Select(name => (string)name!)]);
    }

    /// <summary>Gets the parameters in the query string of a GET, by name.</summary>
    public JsonObject Parameters(string path)
    {
        var parameters = new JsonObject();
        foreach (var parameter in Operation(path, "get")["parameters"]!.AsArray().Select(item => Resolve(item!)))
        {
            if ((string)parameter["in"]! == "query")
            {
                var schema = Input(parameter["schema"]!);
                schema["description"] = (string?)parameter["description"];
                parameters[(string)parameter["name"]!] = schema;
            }
        }

        return parameters;
    }

    /// <summary>Gets the schema of a search, in both views.</summary>
    public JsonObject Search() => Output(Response("/api/searches/{token}"));

    /// <summary>Gets the schema of the places, as a property of an object.</summary>
    public JsonObject Places() => Object(new() { ["places"] = Output(Response("/api/places")) }, ["places"]);

    /// <summary>Creates the schema of an object without other properties.</summary>
    public static JsonObject Object(JsonObject properties, params IEnumerable<string> required) => new()
    {
        ["type"] = "object",
        ["properties"] = properties,
        ["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]),
        ["additionalProperties"] = false,
    };

    public static JsonElement ToElement(JsonObject schema) => JsonSerializer.SerializeToElement(schema, NodeJson.Default.JsonObject);

    private JsonNode Operation(string path, string method) => description["paths"]![path]![method]!;

    private JsonNode Response(string path) =>
        Resolve(Operation(path, "get")["responses"]!["200"]!)["content"]!["application/json"]!["schema"]!;

    /// <summary>Copies a schema for arguments. Not every client knows types with null, which counts as none.</summary>
    private JsonObject Input(JsonNode schema)
    {
        var copy = Copy(schema, "title")!.AsObject();
        RemoveNull(copy);
        return copy;
    }

    private JsonObject Output(JsonNode schema) =>
        Copy(schema, "title", "description", "examples", "dependentSchemas", "x-ms-primary-error-message")!.AsObject();

    /// <summary>Copies a schema without some of its keywords. What stands beside a reference takes precedence.</summary>
    private JsonNode? Copy(JsonNode? node, params string[] without)
    {
        if (node is JsonArray array)
        {
            return new JsonArray([.. array.Select(item => Copy(item, without))]);
        }

        if (node is not JsonObject source)
        {
            return node?.DeepClone();
        }

        var copy = source.ContainsKey("$ref") ? Copy(Resolve(source), without)!.AsObject() : [];
        foreach (var (name, value) in source)
        {
            if (name == "properties")
            {
                copy[name] = new JsonObject(value!.AsObject().Select(
                    property => KeyValuePair.Create(property.Key, Copy(property.Value, without))));
            }
            else if (name != "$ref" && !without.Contains(name))
            {
                copy[name] = Copy(value, without);
            }
        }

        return copy;
    }

    private JsonNode Resolve(JsonNode node)
    {
        while (node is JsonObject && (string?)node["$ref"] is { } reference)
        {
            node = reference[2..].Split('/').Aggregate(description, (parent, name) => parent[name]!);
        }

        return node;
    }

    private static void RemoveNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
        {
            schema["type"] = types.Select(type => (string)type!).Single(type => type != "null");
        }

        foreach (var (_, property) in schema["properties"] as JsonObject ?? [])
        {
            RemoveNull(property!.AsObject());
        }
    }
}
