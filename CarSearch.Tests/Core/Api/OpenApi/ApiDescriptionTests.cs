using System.Text;
using System.Text.Json;
using CarSearch.Api;
using CarSearch.Offers;
using Microsoft.OpenApi;

namespace CarSearch.Tests.Core.Api.OpenApi;

public sealed class ApiDescriptionTests
{
    private static readonly ApiDescription Api = ApiDescription.Default;

    // Others are ignored by the validator: a misspelled one would check nothing.
    private static readonly string[] Keywords =
    [
        "$ref", "title", "description", "default", "examples", "deprecated", "type", "enum", "const", "format", "pattern", "minLength",
        "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "items", "minItems", "maxItems",
        "properties", "required",
        "propertyNames", "additionalProperties", "dependentSchemas", "dependentRequired", "oneOf", "x-ms-primary-error-message",
    ];

    [Fact]
    public void The_description_is_valid_OpenAPI_3_1()
    {
        var read = OpenApiDocument.Parse(Encoding.UTF8.GetString(OpenApiDescription.Json.Span), "json");

        Assert.NotNull(read.Diagnostic);
        Assert.Empty(read.Diagnostic.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.Equal(Api.Operations.Count, read.Document!.Paths.Values.Sum(path => path.Operations!.Count));
    }

    [Fact]
    public void The_entity_tag_is_strong_and_changes_with_the_week()
    {
        var now = new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var tag = OpenApiDescription.GetCurrent(now).ETag;

        Assert.Matches("^\"[0-9a-f]{32}\"$", tag);
        Assert.Equal(tag, OpenApiDescription.GetCurrent(now).ETag);
        Assert.NotEqual(tag, OpenApiDescription.GetCurrent(now.AddDays(7)).ETag);
    }

    [Fact]
    public void Every_reference_resolves_and_everything_shared_is_used()
    {
        var references = Objects().Where(node => node.Element.TryGetProperty("$ref", out _))
            .Select(node => node.Element.GetProperty("$ref").GetString()!).ToHashSet();
        var shared = Api.Root.GetProperty("components").EnumerateObject().Where(kind => kind.Name != "securitySchemes")
            .SelectMany(kind => kind.Value.EnumerateObject().Select(one => $"#/components/{kind.Name}/{one.Name}"));

        Assert.All(references, reference => Api.Validator.Resolve(reference));
        Assert.Equal(references.Order(), shared.Order());
    }

    [Fact]
    public void Every_example_is_valid_against_its_schema()
    {
        var examples = Objects().SelectMany(Examples).ToList();

        Assert.True(examples.Count > 50, $"Only {examples.Count} examples were found.");
        Assert.All(examples, example =>
            Assert.Empty(Api.Validator.Validate(example.Schema, example.Value).Select(finding => $"{example.Path}: {finding}")));
    }

    [Fact]
    public void Every_keyword_and_format_is_one_that_the_validator_knows()
    {
        var keywords = Schemas().SelectMany(schema => schema.EnumerateObject()).ToLookup(keyword => keyword.Name, keyword => keyword.Value);

        Assert.Empty(keywords.Select(keyword => keyword.Key).Except(Keywords));
        Assert.Empty(keywords["format"].Select(format => format.GetString()).Except(["date-time", "uri"]));
    }

    // Generators take an enumeration or a constant without a type for an object.
    [Fact]
    public void Every_enumeration_and_every_constant_has_a_type() =>
        Assert.All(
            Schemas().Where(schema => schema.TryGetProperty("enum", out _) || schema.TryGetProperty("const", out _)),
            schema => Assert.NotEmpty(Types(schema)));

    // Generators ignore dependentSchemas. Kiota takes any other structure beside a reference for the whole schema.
    [Fact]
    public void What_stands_beside_a_reference_does_not_change_its_type() =>
        Assert.All(
            Schemas().Where(schema => schema.TryGetProperty("$ref", out _)),
            schema => Assert.Empty(
                schema.EnumerateObject().Select(keyword => keyword.Name).Except(["$ref", "description", "dependentSchemas"])));

    [Fact]
    public void Every_object_lists_its_properties_and_requires_those_of_responses()
    {
        string[] responses =
        [
            "Search", "SearchLinks", "SearchAccepted", "AcceptedLinks", "SearchRequest", "RentalPoint", "SupplierProgress", "SupplierError",
            "SearchError", "Offer", "Station", "Mileage", "Price", "Facets", "Place", "Health",
        ];
        var objects = Schemas().Where(schema => Types(schema).Contains("object")).ToList();

        Assert.True(objects.Count > 20);
        Assert.All(objects.Where(schema => schema.TryGetProperty("properties", out _)), schema =>
            Assert.True(schema.TryGetProperty("additionalProperties", out _), schema.ToString()));
        string[] optional = ["count", "costs", "near"];
        foreach (var name in responses)
        {
            var schema = Api.Root.GetProperty("components").GetProperty("schemas").GetProperty(name);
            Assert.Equal(
                schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Except(optional).Order(),
                Required(schema).Concat(Dependent(schema)).Distinct().Order());
        }
    }

    [Theory]
    [InlineData("POST", "/api/searches", "startSearch", "202 400 401 408 413 415 422 429 503")]
    [InlineData("GET", "/api/searches", "getSearchByUser", "200 202 304 400 401 404 410 503")]
    [InlineData("GET", "/api/searches/{token}", "getSearch", "200 202 304 400 401 404 410 503")]
    [InlineData("GET", "/api/searches/{token}/offers/{id}", "getOffer", "200 304 400 401 404 410 503")]
    [InlineData("DELETE", "/api/searches/{token}", "deleteSearch", "204 400 401 404 503")]
    [InlineData("GET", "/api/places", "findPlaces", "200 400 401")]
    [InlineData("GET", "/api/health", "getHealth", "200 503")]
    [InlineData("GET", "/api/openapi.json", "getDescription", "200 304")]
    public void Every_operation_has_the_statuses_of_the_contract(string method, string path, string id, string statuses)
    {
        var operation = Api.Find(method, path);

        Assert.NotNull(operation);
        Assert.Equal(id, operation.Id);
        Assert.Equal(statuses, string.Join(' ', operation.Responses.Keys.Order()));
        Assert.Equal(8, Api.Operations.Count);
    }

    [Fact]
    public void Every_operation_and_every_parameter_is_explained()
    {
        Assert.All(Api.Operations, operation =>
        {
            Assert.All(
                ["summary", "description", "operationId"], member => Assert.NotEmpty(operation.Element.GetProperty(member).GetString()!));
            Assert.NotEmpty(operation.Element.GetProperty("tags").EnumerateArray());
            Assert.All(operation.Parameters, parameter => Assert.NotEmpty(parameter.GetProperty("description").GetString()!));
            Assert.All(operation.Responses.Values, response => Assert.NotEmpty(response.GetProperty("description").GetString()!));
        });
    }

    [Theory]
    [InlineData("/api/searches/{token}", "wait until")]
    [InlineData("/api/searches", "wait until User")]
    public void All_parameters_of_a_query_are_described_and_no_others(string path, string others)
    {
        var names = OfferParameters.All.SelectMany(parameter => new[] { parameter.Name, parameter.OriginalName }).OfType<string>();

        Assert.Equal(
            names.Concat(others.Split(' ')).Order(StringComparer.Ordinal),
            Api.Find("GET", path)!.ParametersIn("query")
                .Select(parameter => parameter.GetProperty("name").ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_facets_are_described_and_no_others() => Assert.Equal(
        OfferFilters.All.Where(filter => filter.Facet is not null).Select(filter => filter.Name).Order(StringComparer.Ordinal),
        Api.Root.GetProperty("components").GetProperty("schemas").GetProperty("Facets").GetProperty("properties").EnumerateObject()
            .Select(property => property.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Health_and_the_description_are_open_and_nothing_else_is()
    {
        var open = Api.Operations.Where(operation =>
            operation.Element.TryGetProperty("security", out var security) && security.GetArrayLength() == 0).ToList();

        Assert.Equal(["getHealth", "getDescription"], open.Select(operation => operation.Id));
        Assert.All(Api.Operations.Except(open), operation => Assert.Contains(401, operation.Responses.Keys));
    }

    private static IEnumerable<string> Required(JsonElement schema) => Names(schema.GetProperty("required"));

    private static IEnumerable<string> Dependent(JsonElement schema) => schema.TryGetProperty("dependentRequired", out var dependent)
        ? dependent.EnumerateObject().SelectMany(one => Names(one.Value))
        : [];

    private static IEnumerable<string> Names(JsonElement names) => names.EnumerateArray().Select(name => name.GetString()!);

    private static IEnumerable<(string Path, JsonElement Element)> Objects() => Objects(Api.Root, "#");

    private static IEnumerable<string> Types(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    // Every object of the document that is not inside of an example or a constant, with its place.
    private static IEnumerable<(string Path, JsonElement Element)> Objects(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .Where(member => member.Name is not ("example" or "examples" or "default" or "const" or "enum"))
            .SelectMany(member => Objects(member.Value, $"{path}/{member.Name}")).Prepend((path, element)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Objects(item, $"{path}/{index}")),
        _ => [],
    };

    // Of media types, parameters and headers (beside their schema), and of schemas themselves.
    private static IEnumerable<(string Path, JsonElement Schema, JsonElement Value)> Examples((string Path, JsonElement Element) node)
    {
        var schema = node.Element.TryGetProperty("schema", out var beside) ? beside : node.Element;
        if (node.Element.TryGetProperty("example", out var example))
        {
            yield return (node.Path, schema, example);
        }

        if (node.Element.TryGetProperty("default", out var standard))
        {
            yield return (node.Path, schema, standard);
        }

        if (node.Element.TryGetProperty("examples", out var examples))
        {
            foreach (var one in examples.ValueKind == JsonValueKind.Array
                ? examples.EnumerateArray().Select((value, index) => (Name: $"{index}", Value: value))
                : examples.EnumerateObject().Select(named => (named.Name, Value: named.Value.GetProperty("value"))))
            {
                yield return ($"{node.Path}/examples/{one.Name}", schema, one.Value);
            }
        }
    }

    // Schemas are the values of "schema", of components/schemas, and what the keywords that hold schemas hold.
    private static List<JsonElement> Schemas()
    {
        var roots = Api.Root.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => schema.Value)
            .Concat(Objects().Where(node => node.Path.EndsWith("/schema", StringComparison.Ordinal)).Select(node => node.Element));
        return [.. roots.SelectMany(Inner)];

        static IEnumerable<JsonElement> Inner(JsonElement schema) => schema.ValueKind != JsonValueKind.Object ? [] :
            schema.EnumerateObject().SelectMany(keyword => keyword.Name switch
            {
                "properties" or "patternProperties" or "dependentSchemas" =>
                    keyword.Value.EnumerateObject().SelectMany(member => Inner(member.Value)),
                "items" or "additionalProperties" or "propertyNames" => Inner(keyword.Value),
                "allOf" or "anyOf" or "oneOf" or "prefixItems" => keyword.Value.EnumerateArray().SelectMany(Inner),
                _ => [],
            }).Prepend(schema);
    }
}
