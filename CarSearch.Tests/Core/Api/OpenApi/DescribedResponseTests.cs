using System.Text.Json;
using System.Text.Json.Nodes;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>What the description of a response rules out, beyond the shape of its schema: examples with one wrong value.</summary>
public sealed class DescribedResponseTests
{
    [Theory]
    [InlineData("getSearch", 200, "status", "\"Running\"")]
    [InlineData("getSearch", 200, "request", "null")]
    [InlineData("getSearch", 200, "status", "\"Failed\"")]
    [InlineData("getSearch", 200, "completedAt", "null")]
    [InlineData("getSearch", 200, "completedAt", "\"2026-11-20\"")]
    [InlineData("getSearch", 200, "error", """{ "code": "Canceled", "message": "Stopped." }""")]
    [InlineData("getSearch", 200, "links/next", "\"https://cars.example/api/searches\"")]
    [InlineData("getSearch", 200, "offers/0/mileage", "\"unlimited\"")]
    [InlineData("getSearch", 200, "offers/0/mileage/unlimited", "false")]
    [InlineData("getSearch", 200, "offers/0/mileage/unlimited", "null")]
    [InlineData("getSearch", 200, "offers/1/mileage/unit", "\"yd\"")]
    [InlineData("getSearch", 200, "offers/0/transmission", "\"unknown\"")]
    [InlineData("getSearch", 200, "offers/0/image", "\"http://northway.example/car.png\"")]
    [InlineData("getSearch", 200, "offers/0/pickUp/location/lat", "90.5")]
    [InlineData("getSearch", 200, "offers/0/pickUp/phone", "\"call us\"")]
    [InlineData("getSearch", 200, "offers/0/pickUp/address", null)]
    [InlineData("getSearch", 200, "offers/0/terms", null)]
    [InlineData("getSearch", 200, "offers/0/terms/deposit/amount", "-1")]
    [InlineData("getSearch", 200, "offers/0/terms/excess", "[]")]
    [InlineData("getSearch", 200, "offers/0/terms/cancellation/until", "\"2026-12-03\"")]
    [InlineData("getSearch", 200, "offers/0/terms/fees", """[{ "kind": "drop", "amount": 1, "currency": "USD", "included": true }]""")]
    [InlineData("getSearch", 200, "offers/0/terms/minimumAge", "15")]
    [InlineData("getSearch", 200, "suppliers/0/simulated", "null")]
    [InlineData("getSearch", 200, "suppliers/0/error", """{ "code": "Failed" }""")]
    [InlineData("getSearch", 202, "status", "\"Succeeded\"")]
    [InlineData("getSearch", 202, "request", "null")]
    [InlineData("getSearch", 202, "completedAt", "\"2026-11-20T15:04:30.131Z\"")]
    [InlineData("getSearch", 202, "expiresAt", "\"2026-11-20T15:34:30.131Z\"")]
    [InlineData("getSearch", 202, "error", """{ "code": "NoSuppliers", "message": "No suppliers." }""")]
    [InlineData("getSearch", 400, "status", "404")]
    [InlineData("getSearch", 400, "code", "\"InvalidJson\"")]
    [InlineData("getSearch", 400, "errors", null)]
    [InlineData("getSearch", 404, "status", "410")]
    [InlineData("getSearch", 404, "code", "\"Expired\"")]
    [InlineData("getSearch", 410, "code", "\"NotFound\"")]
    [InlineData("startSearch", 202, "status", "\"Running\"")]
    [InlineData("startSearch", 400, "status", "413")]
    [InlineData("startSearch", 400, "code", "\"InvalidFilter\"")]
    [InlineData("startSearch", 400, "errors", null)]
    [InlineData("startSearch", 408, "code", "\"Unavailable\"")]
    [InlineData("startSearch", 413, "code", "\"InvalidJson\"")]
    [InlineData("startSearch", 415, "code", "\"InvalidJson\"")]
    [InlineData("startSearch", 415, "errors", null)]
    [InlineData("startSearch", 422, "code", "\"InvalidJson\"")]
    [InlineData("startSearch", 429, "code", "\"Unavailable\"")]
    [InlineData("deleteSearch", 400, "code", "\"InvalidFilter\"")]
    [InlineData("deleteSearch", 400, "errors", null)]
    [InlineData("deleteSearch", 503, "code", "\"TooManySearches\"")]
    [InlineData("getHealth", 200, "status", "\"Unhealthy\"")]
    [InlineData("getHealth", 503, "status", "\"Healthy\"")]
    public void A_wrong_value_is_found(string operation, int status, string path, string? value)
    {
        var (schema, body) = Example(operation, status);
        Assert.Empty(ApiDescription.Default.Validator.Validate(schema, JsonSerializer.SerializeToElement(body)));
        var segments = path.Split('/');
        var parent = segments[..^1]
            .Aggregate(body, (node, name) => int.TryParse(name, out var index) ? node[index]! : node[name]!).AsObject();
        Assert.True(parent.ContainsKey(segments[^1]), $"The example has no {path}.");
        if (value is null)
        {
            parent.Remove(segments[^1]);
        }
        else
        {
            parent[segments[^1]] = JsonNode.Parse(value);
        }

        Assert.NotEmpty(ApiDescription.Default.Validator.Validate(schema, JsonSerializer.SerializeToElement(body)));
    }

    // The schema of a response and its first example.
    private static (JsonElement Schema, JsonNode Body) Example(string operation, int status)
    {
        var content = ApiDescription.Default.Operations.Single(one => one.Id == operation).Responses[status].GetProperty("content");
        var media = content.EnumerateObject().Single().Value;
        var example = media.GetProperty("examples").EnumerateObject().First().Value.GetProperty("value");
        return (media.GetProperty("schema"), JsonNode.Parse(example.GetRawText())!);
    }
}
