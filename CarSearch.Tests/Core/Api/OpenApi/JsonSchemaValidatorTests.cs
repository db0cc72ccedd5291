using System.Text.Json;

namespace CarSearch.Tests.Core.Api.OpenApi;

public sealed class JsonSchemaValidatorTests
{
    private const string Document = """
        { "components": { "schemas": {
            "Name": { "type": "string", "minLength": 2 },
            "Names": { "items": { "$ref": "#/components/schemas/Name" } },
            "a/b": { "const": 1 } } } }
        """;

    [Theory]
    [InlineData("""{ "$ref": "#/components/schemas/Name" }""", "\"ab\"", "\"a\"")]
    [InlineData("""{ "$ref": "#/components/schemas/a~1b" }""", "1", "2")]
    [InlineData("""{ "$ref": "#/components/schemas/Names" }""", """["ab"]""", """["ab", "a"]""")]
    [InlineData("""{ "$ref": "#/components/schemas/Name", "maxLength": 3 }""", "\"abc\"", "\"abcd\"")]
    [InlineData("""{ "format": "date-time" }""", "\"2026-11-20T15:04:05.120Z\"", "\"2026-02-30T15:04:05Z\"")]
    [InlineData("""{ "format": "uri" }""", "\"https://cars.example/a?b#c\"", "\"/a/b\"")]
    public void References_point_into_the_document_and_formats_are_asserted(string schema, string valid, string invalid)
    {
        Assert.Empty(Validate(schema, valid));
        Assert.NotEmpty(Validate(schema, invalid));
    }

    private static IReadOnlyList<string> Validate(string schema, string instance) =>
        new JsonSchemaValidator(JsonElement.Parse(Document)).Validate(JsonElement.Parse(schema), JsonElement.Parse(instance));
}
