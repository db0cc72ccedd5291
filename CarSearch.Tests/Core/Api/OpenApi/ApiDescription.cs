using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CarSearch.Api;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>The description of the API, with checks of responses.</summary>
internal sealed class ApiDescription
{
    private static readonly Lazy<ApiDescription> Loaded = new(() => new ApiDescription(OpenApiDescription.Json));

    private readonly HashSet<string> _describedHeaders;

    /// <summary>Reads a description.</summary>
    /// <param name="json">OpenAPI 3.1 in UTF-8.</param>
    public ApiDescription(ReadOnlyMemory<byte> json)
    {
        Root = Parse(json);
        Validator = new JsonSchemaValidator(Root);
        Operations = [.. ReadOperations()];
        _describedHeaders = Operations.SelectMany(operation => operation.Responses.Values)
            .SelectMany(Headers).Select(header => header.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The description that Core serves.</summary>
    public static ApiDescription Default => Loaded.Value;

    /// <summary>The whole document.</summary>
    public JsonElement Root { get; }

    /// <summary>Validates against the schemas of this document.</summary>
    public JsonSchemaValidator Validator { get; }

    /// <summary>Every operation.</summary>
    public IReadOnlyList<ApiOperation> Operations { get; }

    /// <summary>Asserts that a response is described: status, headers, media type and body.</summary>
    /// <param name="method">The method of the request.</param>
    /// <param name="pathTemplateOrUrl"><c>/api/searches/{token}</c>, or the requested address.</param>
    /// <param name="status">The status of the response.</param>
    /// <param name="contentType">Its <c>Content-Type</c>, if any.</param>
    /// <param name="headers">Its headers, names in any case; those of the content may be among them or not.</param>
    /// <param name="body">Its body; empty when there is none.</param>
    public void AssertResponse(
        string method,
        string pathTemplateOrUrl,
        int status,
        string? contentType,
        IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers,
        ReadOnlyMemory<byte> body)
    {
        var what = $"{method} {pathTemplateOrUrl} -> {status}";
        var operation = Find(method, pathTemplateOrUrl);
        Assert.True(operation is not null, $"{what}: the description has no such operation.");
        Assert.True(
            operation.Responses.TryGetValue(status, out var response),
            $"{what}: {operation.Id} has no such status, only {string.Join(", ", operation.Responses.Keys)}. Body: {Show(body)}");

        var bodyFindings = method == "HEAD" ? HeadFindings(response, contentType, body) : BodyFindings(response, contentType, body);
        var findings = HeaderFindings(response, headers).Concat(bodyFindings).ToList();
        Assert.True(
            findings.Count == 0,
            $"{what} is not as {operation.Id} describes it:\n{string.Join('\n', findings)}\nBody: {Show(body)}");
    }

    /// <summary>Asserts that a response of an <see cref="HttpClient"/> is described. Reads its body.</summary>
    public async Task AssertResponseAsync(HttpResponseMessage response, CancellationToken cancellationToken = default)
    {
        var request = response.RequestMessage ?? throw new ArgumentException("The response does not know its request.", nameof(response));
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var contentType = response.Content.Headers.TryGetValues("Content-Type", out var values) ? string.Join(", ", values) : null;
        AssertResponse(
            request.Method.Method, request.RequestUri!.OriginalString, (int)response.StatusCode, contentType, response.Headers, body);
    }

    /// <summary>The operation of a method and an address or path template, for HEAD that of GET; null when there is none.</summary>
    public ApiOperation? Find(string method, string pathTemplateOrUrl)
    {
        method = method == "HEAD" ? "GET" : method;
        var path = pathTemplateOrUrl.Split('?', '#')[0];
        var authority = path.IndexOf("://", StringComparison.Ordinal);
        path = authority < 0 ? path : path.IndexOf('/', authority + 3) is var start and >= 0 ? path[start..] : "/";
        var candidates = Operations.Where(operation => operation.Method == method).ToList();
        return candidates.Find(operation => operation.Path == path) ?? candidates.Find(operation => operation.Matches(path));
    }

    /// <summary>The element itself, or what its <c>$ref</c> points to.</summary>
    public JsonElement Follow(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference)
            ? Follow(Validator.Resolve(reference.GetString()!))
            : element;

    private static IEnumerable<JsonProperty> Headers(JsonElement response) =>
        response.TryGetProperty("headers", out var headers) ? headers.EnumerateObject() : [];

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return document.RootElement.Clone();
    }

    private static string Show(ReadOnlyMemory<byte> body) =>
        body.IsEmpty ? "none" : Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 1000)]);

    private IEnumerable<ApiOperation> ReadOperations() =>
        from path in Root.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        where method.Name != "parameters"
        let shared = path.Value.TryGetProperty("parameters", out var common) ? common.EnumerateArray() : default
        let own = method.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default
        select new ApiOperation(
            method.Name.ToUpperInvariant(),
            path.Name,
            method.Value,
            [.. shared.Concat(own).Select(Follow)],
            method.Value.GetProperty("responses").EnumerateObject()
                .ToDictionary(status => int.Parse(status.Name, CultureInfo.InvariantCulture), status => Follow(status.Value)));

    private IEnumerable<string> HeaderFindings(JsonElement response, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
    {
        var given = headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var described = Headers(response)
            .ToDictionary(header => header.Name, header => Follow(header.Value), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, header) in described)
        {
            if (!given.TryGetValue(name, out var text))
            {
                if (header.TryGetProperty("required", out var required) && required.GetBoolean())
                {
                    yield return $"The header {name} is missing.";
                }

                continue;
            }

            foreach (var finding in Validator.Validate(header.GetProperty("schema"), HeaderValue(name, header.GetProperty("schema"), text)))
            {
                yield return $"The header {name}: {finding}";
            }
        }

        foreach (var name in given.Keys.Where(name => _describedHeaders.Contains(name) && !described.ContainsKey(name)))
        {
            yield return $"The header {name} is not described here.";
        }
    }

    private static JsonElement HeaderValue(string name, JsonElement schema, string text)
    {
        if (name.Equals("Cache-Control", StringComparison.OrdinalIgnoreCase))
        {
            // The order of directives means nothing, and an HttpClient that has parsed them gives them in an order of its own.
            return JsonSerializer.SerializeToElement(string.Join(", ", text.Split(", ").OrderDescending(StringComparer.Ordinal)));
        }

        var isInteger = schema.TryGetProperty("type", out var type) && type.ToString() == "integer";
        return isInteger && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? JsonSerializer.SerializeToElement(number)
            : JsonSerializer.SerializeToElement(text);
    }

    private static IEnumerable<string> HeadFindings(JsonElement response, string? contentType, ReadOnlyMemory<byte> body) =>
        body.IsEmpty ? TypeFindings(response, contentType, out _) : ["The response to HEAD has a body."];

    /// <summary>What is wrong with the content type; when nothing is, the schema of the body, where one is described.</summary>
    private static IEnumerable<string> TypeFindings(JsonElement response, string? contentType, out JsonElement schema)
    {
        schema = default;
        if (!response.TryGetProperty("content", out var content))
        {
            return [];
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out var mediaType)
            || !content.TryGetProperty(mediaType.MediaType!, out var described))
        {
            var expected = string.Join(", ", content.EnumerateObject().Select(type => type.Name));
            return [$"The content type is {contentType ?? "missing"}, not {expected}."];
        }

        if (mediaType.CharSet is { } charSet && !charSet.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return [$"The character set is {charSet}, not UTF-8."];
        }

        schema = described.GetProperty("schema");
        return [];
    }

    private IEnumerable<string> BodyFindings(JsonElement response, string? contentType, ReadOnlyMemory<byte> body)
    {
        var findings = TypeFindings(response, contentType, out var schema);
        if (schema.ValueKind is JsonValueKind.Undefined)
        {
            return body.IsEmpty || response.TryGetProperty("content", out _) ? findings : ["A body is not described here."];
        }

        try
        {
            return Validator.Validate(schema, Parse(body));
        }
        catch (JsonException e)
        {
            return [$"The body is not JSON: {e.Message}"];
        }
    }
}
