using System.Collections.Concurrent;
using System.Text.Json;
using Json.Pointer;
using Json.Schema;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>Validates JSON against schemas of JSON Schema 2020-12; <c>format</c> is asserted.</summary>
internal sealed class JsonSchemaValidator
{
    private const string Address = "https://carsearch.example/openapi.json";

    private static readonly EvaluationOptions Evaluation = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly JsonElement document;
    private readonly BuildOptions building = new() { SchemaRegistry = new(), Dialect = Dialect.Draft202012 };
    private readonly ConcurrentDictionary<string, JsonSchema> schemas = new(StringComparer.Ordinal);
    private readonly Lock registering = new();

    /// <summary>Creates a validator.</summary>
    /// <param name="document">The document that references (<c>#/…</c>) point into.</param>
    public JsonSchemaValidator(JsonElement document)
    {
        this.document = document;
        building.SchemaRegistry.Register(new JsonElementBaseDocument(document, new(Address)));
    }

    /// <summary>What is wrong with the instance: a sentence for each finding, led by its place; empty when it is valid.</summary>
    /// <exception cref="RefResolutionException">A reference points to nothing.</exception>
    public IReadOnlyList<string> Validate(JsonElement schema, JsonElement instance)
    {
        var results = schemas.GetOrAdd(schema.GetRawText(), Build).Evaluate(instance, Evaluation);
        return results.IsValid ? [] :
        [
            .. from detail in results.Details ?? []
               from error in detail.Errors ?? new Dictionary<string, string>()
               select $"${detail.InstanceLocation}: {error.Value} ({detail.EvaluationPath}/{error.Key})",
        ];
    }

    /// <summary>The element that a reference such as <c>#/components/schemas/Offer</c> points to.</summary>
    /// <exception cref="KeyNotFoundException">It points to nothing.</exception>
    public JsonElement Resolve(string reference) =>
        JsonPointer.Parse(reference.TrimStart('#')).Evaluate(document)
        ?? throw new KeyNotFoundException($"The reference {reference} points to nothing.");

    private JsonSchema Build(string schema)
    {
        lock (registering)
        {
            var absolute = JsonElement.Parse(schema.Replace("\"#/", $"\"{Address}#/", StringComparison.Ordinal));
            return JsonSchema.Build(absolute, building, new Uri($"urn:uuid:{Guid.NewGuid()}"));
        }
    }
}
