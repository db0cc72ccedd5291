using System.Globalization;
using System.Text.Json;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>
/// The part of JSON Schema 2020-12 that the description uses. A keyword outside of it throws, so that nothing goes unchecked in silence.
/// </summary>
/// <remarks>
/// Written here because JsonSchema.Net does not restore from every feed we build from, and Newtonsoft.Json.Schema is not free.
/// <c>format</c> is asserted, for the formats that <see cref="JsonFormats"/> knows.
/// </remarks>
/// <param name="document">The document that references (<c>#/…</c>) point into.</param>
internal sealed class JsonSchemaValidator(JsonElement document)
{
    private const int MostErrors = 20;

    /// <summary>What is wrong with the instance: a sentence for each finding, led by its place; empty when it is valid.</summary>
    /// <exception cref="NotSupportedException">The schema has a keyword, a type or a format that is not implemented.</exception>
    public IReadOnlyList<string> Validate(JsonElement schema, JsonElement instance)
    {
        var errors = new List<string>();
        Visit(schema, instance, "$", errors);
        return errors;
    }

    /// <summary>The element that a reference such as <c>#/components/schemas/Offer</c> points to.</summary>
    /// <exception cref="KeyNotFoundException">It points to nothing.</exception>
    public JsonElement Resolve(string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"Only references into this document are implemented, not \"{reference}\".");
        }

        var element = document;
        foreach (var part in reference[2..].Split('/'))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                throw new KeyNotFoundException($"The reference {reference} points to nothing.");
            }
        }

        return element;
    }

    private void Visit(JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        if (schema.ValueKind == JsonValueKind.False)
        {
            errors.Add($"{path} must not be there.");
        }

        if (schema.ValueKind != JsonValueKind.Object || errors.Count >= MostErrors)
        {
            return;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            Apply(keyword.Name, keyword.Value, schema, instance, path, errors);
        }
    }

    private void Apply(string keyword, JsonElement value, JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        switch (keyword)
        {
            case "title" or "description" or "examples" or "example" or "default" or "deprecated" or "$comment":
                break; // Annotations.
            case "$ref":
                Visit(Resolve(value.GetString()!), instance, path, errors);
                break;
            case "type":
                Require(JsonFormats.HasType(value, instance), $"is {Show(instance)}, not of type {value}");
                break;
            case "enum":
                Require(value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, instance)), $"is {Show(instance)}, none of {value}");
                break;
            case "const":
                Require(JsonElement.DeepEquals(value, instance), $"is {Show(instance)}, not {value.GetRawText()}");
                break;
            case "allOf":
                foreach (var part in value.EnumerateArray())
                {
                    Visit(part, instance, path, errors);
                }

                break;
            case "anyOf" or "oneOf":
                VisitAlternatives(keyword, value, instance, path, errors);
                break;
            case "required" or "properties" or "patternProperties" or "additionalProperties" or "propertyNames":
                if (instance.ValueKind == JsonValueKind.Object)
                {
                    VisitObject(keyword, value, schema, instance, path, errors);
                }

                break;
            case "items" or "prefixItems" or "minItems" or "maxItems":
                if (instance.ValueKind == JsonValueKind.Array)
                {
                    VisitArray(keyword, value, schema, instance, path, errors);
                }

                break;
            case "minLength" or "maxLength" or "pattern" or "format":
                if (instance.ValueKind == JsonValueKind.String)
                {
                    VisitString(keyword, value, instance.GetString()!, path, errors);
                }

                break;
            case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum":
                if (instance.ValueKind == JsonValueKind.Number)
                {
                    var order = instance.GetDouble().CompareTo(value.GetDouble());
                    var inside = keyword switch
                    {
                        "minimum" => order >= 0,
                        "maximum" => order <= 0,
                        "exclusiveMinimum" => order > 0,
                        _ => order < 0,
                    };
                    Require(inside, $"is {instance.GetRawText()}, outside of {keyword} {value.GetRawText()}");
                }

                break;
            default:
                throw new NotSupportedException($"The keyword \"{keyword}\" is not implemented.");
        }

        void Require(bool condition, string otherwise)
        {
            if (!condition)
            {
                errors.Add($"{path} {otherwise}.");
            }
        }
    }

    private void VisitAlternatives(string keyword, JsonElement alternatives, JsonElement instance, string path, List<string> errors)
    {
        var valid = 0;
        var reasons = new List<string>();
        foreach (var alternative in alternatives.EnumerateArray())
        {
            var findings = new List<string>();
            Visit(alternative, instance, path, findings);
            valid += findings.Count == 0 ? 1 : 0;
            reasons.AddRange(findings);
        }

        if (valid == 0 || (valid > 1 && keyword == "oneOf"))
        {
            errors.Add($"{path} matches {(valid == 0 ? "no" : "more than one")} alternative of {keyword}. {string.Join(' ', reasons)}");
        }
    }

    private void VisitObject(string keyword, JsonElement value, JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        if (keyword == "required")
        {
            var missing = value.EnumerateArray().Select(name => name.GetString()!).Where(name => !instance.TryGetProperty(name, out _));
            errors.AddRange(missing.Select(name => $"{path} lacks the member \"{name}\"."));
            return;
        }

        foreach (var member in instance.EnumerateObject())
        {
            var inner = $"{path}.{member.Name}";
            switch (keyword)
            {
                case "properties" when value.TryGetProperty(member.Name, out var property):
                    Visit(property, member.Value, inner, errors);
                    break;
                case "patternProperties":
                    foreach (var pattern in value.EnumerateObject().Where(pattern => JsonFormats.IsMatch(pattern.Name, member.Name)))
                    {
                        Visit(pattern.Value, member.Value, inner, errors);
                    }

                    break;
                case "propertyNames":
                    Visit(value, JsonSerializer.SerializeToElement(member.Name), $"{path}, the name \"{member.Name}\"", errors);
                    break;
                case "additionalProperties" when !IsDeclared(schema, member.Name):
                    Visit(value, member.Value, inner, errors);
                    break;
            }
        }
    }

    private void VisitArray(string keyword, JsonElement value, JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        var prefix = schema.TryGetProperty("prefixItems", out var prefixItems) ? prefixItems.GetArrayLength() : 0;
        if (keyword is "minItems" or "maxItems")
        {
            CheckCount(keyword, value, instance.GetArrayLength(), path, errors);
            return;
        }

        foreach (var (index, item) in instance.EnumerateArray().Index().Where(item => item.Index < prefix == (keyword == "prefixItems")))
        {
            Visit(keyword == "items" ? value : value[index], item, $"{path}[{index.ToString(CultureInfo.InvariantCulture)}]", errors);
        }
    }

    private static void VisitString(string keyword, JsonElement value, string text, string path, List<string> errors)
    {
        switch (keyword)
        {
            case "minLength" or "maxLength":
                CheckCount(keyword, value, text.EnumerateRunes().Count(), path, errors);
                break;
            case "pattern" when !JsonFormats.IsMatch(value.GetString()!, text):
                errors.Add($"{path} is \"{text}\", which does not match {value.GetString()}.");
                break;
            case "format" when !JsonFormats.IsFormat(value.GetString()!, text):
                errors.Add($"{path} is \"{text}\", not of the format {value.GetString()}.");
                break;
        }
    }

    private static void CheckCount(string keyword, JsonElement bound, int count, string path, List<string> errors)
    {
        if (keyword.StartsWith("min", StringComparison.Ordinal) ? count < bound.GetInt32() : count > bound.GetInt32())
        {
            errors.Add($"{path} has {count.ToString(CultureInfo.InvariantCulture)}, outside of {keyword} {bound.GetRawText()}.");
        }
    }

    private static bool IsDeclared(JsonElement schema, string name) =>
        (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _))
        || (schema.TryGetProperty("patternProperties", out var patterns)
            && patterns.EnumerateObject().Any(one => JsonFormats.IsMatch(one.Name, name)));

    private static string Show(JsonElement instance) =>
        instance.GetRawText() is { Length: > 80 } raw ? raw[..80] + "…" : instance.GetRawText();
}
