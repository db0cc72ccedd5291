using System.Text.Json;

namespace CarSearch.Tests.Core.Api.OpenApi;

public sealed class JsonSchemaValidatorTests
{
    private const string Document =
        """{ "components": { "schemas": { "Name": { "type": "string", "minLength": 2 }, "a/b": { "const": 1 } } } }""";

    [Theory]
    [InlineData("""{ "type": "string" }""", "\"a\"", "1")]
    [InlineData("""{ "type": "integer" }""", "2", "2.5")]
    [InlineData("""{ "type": "integer" }""", "2.0", "\"2\"")]
    [InlineData("""{ "type": "number" }""", "2.5", "true")]
    [InlineData("""{ "type": "boolean" }""", "false", "0")]
    [InlineData("""{ "type": "object" }""", "{}", "[]")]
    [InlineData("""{ "type": "array" }""", "[]", "{}")]
    [InlineData("""{ "type": ["string", "null"] }""", "null", "1")]
    [InlineData("""{ "enum": ["a", 1, null] }""", "1.0", "\"b\"")]
    [InlineData("""{ "const": { "a": [1] } }""", """{ "a": [1] }""", """{ "a": [2] }""")]
    [InlineData("""{ "required": ["a", "b"] }""", """{ "a": 1, "b": null }""", """{ "a": 1 }""")]
    [InlineData("""{ "properties": { "a": { "type": "null" } } }""", """{ "a": null, "b": 1 }""", """{ "a": 1 }""")]
    [InlineData("""{ "properties": { "a": true }, "additionalProperties": false }""", """{ "a": 1 }""", """{ "a": 1, "b": 1 }""")]
    [InlineData("""{ "properties": { "a": true }, "additionalProperties": { "const": 2 } }""", """{ "a": 1, "b": 2 }""", """{ "b": 1 }""")]
    [InlineData("""{ "patternProperties": { "^x": true }, "additionalProperties": false }""", """{ "x1": 1 }""", """{ "y1": 1 }""")]
    [InlineData("""{ "patternProperties": { "^x": { "const": 1 } } }""", """{ "x1": 1, "y": 2 }""", """{ "x1": 2 }""")]
    [InlineData("""{ "propertyNames": { "pattern": "^[a-z]+$" } }""", """{ "abc": 1 }""", """{ "aBc": 1 }""")]
    [InlineData("""{ "items": { "type": "integer" } }""", "[1, 2]", "[1, \"2\"]")]
    [InlineData("""{ "prefixItems": [{ "const": 1 }, { "const": 2 }] }""", "[1, 2, 3]", "[1, 3]")]
    [InlineData("""{ "prefixItems": [{ "const": 1 }], "items": false }""", "[1]", "[1, 2]")]
    [InlineData("""{ "minItems": 2 }""", "[1, 2]", "[1]")]
    [InlineData("""{ "maxItems": 1 }""", "[1]", "[1, 2]")]
    [InlineData("""{ "minLength": 2 }""", "\"ab\"", "\"\\ud83d\\ude97\"")]
    [InlineData("""{ "maxLength": 1 }""", "\"\\ud83d\\ude97\"", "\"ab\"")]
    [InlineData("""{ "pattern": "^[a-z]+$" }""", "\"abc\"", "\"abc\\n\"")]
    [InlineData("""{ "pattern": "b" }""", "\"abc\"", "\"ac\"")]
    [InlineData("""{ "minimum": 18 }""", "18", "17.99")]
    [InlineData("""{ "maximum": 99 }""", "99", "1e400")]
    [InlineData("""{ "exclusiveMinimum": 0 }""", "0.01", "0")]
    [InlineData("""{ "exclusiveMaximum": 1 }""", "0.99", "1")]
    [InlineData("""{ "format": "date-time" }""", "\"2026-11-20T15:04:05.120Z\"", "\"2026-02-30T15:04:05Z\"")]
    [InlineData("""{ "format": "date-time" }""", "\"2026-11-20T15:04:05+01:00\"", "\"2026-11-20T15:04\"")]
    [InlineData("""{ "format": "uri" }""", "\"https://cars.example/a?b#c\"", "\"/a/b\"")]
    [InlineData("""{ "format": "uri" }""", "\"urn:a:b\"", "\"https://cars.example/a b\"")]
    [InlineData("""{ "allOf": [{ "minimum": 1 }, { "maximum": 3 }] }""", "2", "4")]
    [InlineData("""{ "anyOf": [{ "type": "null" }, { "minimum": 3 }] }""", "null", "2")]
    [InlineData("""{ "oneOf": [{ "minimum": 1 }, { "minimum": 3 }] }""", "2", "4")]
    [InlineData("""{ "oneOf": [{ "minimum": 1 }, { "minimum": 3 }] }""", "1", "0")]
    [InlineData("""{ "$ref": "#/components/schemas/Name" }""", "\"ab\"", "\"a\"")]
    [InlineData("""{ "$ref": "#/components/schemas/a~1b" }""", "1", "2")]
    [InlineData("""{ "$ref": "#/components/schemas/Name", "maxLength": 3 }""", "\"abc\"", "\"abcd\"")]
    [InlineData("""{ "items": { "properties": { "a": { "items": false } } } }""", """[{ "a": [] }]""", """[{ "a": [1] }]""")]
    public void A_keyword_accepts_what_it_should_and_rejects_what_it_should(string schema, string valid, string invalid)
    {
        Assert.Empty(Validate(schema, valid));
        Assert.NotEmpty(Validate(schema, invalid));
    }

    [Theory]
    [InlineData("""{ "minimum": 1 }""", "\"a\"")]
    [InlineData("""{ "minLength": 1 }""", "0")]
    [InlineData("""{ "items": false }""", "{ \"a\": 1 }")]
    [InlineData("""{ "required": ["a"] }""", "[]")]
    public void A_keyword_says_nothing_about_values_of_another_type(string schema, string instance) =>
        Assert.Empty(Validate(schema, instance));

    [Theory]
    [InlineData("""{ "if": true }""")]
    [InlineData("""{ "unevaluatedProperties": false }""")]
    [InlineData("""{ "nullable": true }""")]
    [InlineData("""{ "type": "date" }""")]
    [InlineData("""{ "format": "ipv9" }""")]
    [InlineData("""{ "$ref": "https://cars.example/schema.json" }""")]
    public void What_is_not_implemented_throws(string schema) => Assert.Throws<NotSupportedException>(() => Validate(schema, "\"a\""));

    [Fact]
    public void A_reference_to_nothing_throws() =>
        Assert.Throws<KeyNotFoundException>(() => Validate("""{ "$ref": "#/components/schemas/Gone" }""", "1"));

    [Fact]
    public void A_finding_names_its_place()
    {
        var findings = Validate(
            """{ "properties": { "a": { "items": { "properties": { "b": { "type": "string" } } } } } }""", """{ "a": [{}, { "b": 1 }] }""");

        Assert.Equal(["$.a[1].b is 1, not of type string."], findings);
    }

    private static IReadOnlyList<string> Validate(string schema, string instance) =>
        new JsonSchemaValidator(Parse(Document)).Validate(Parse(schema), Parse(instance));

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
