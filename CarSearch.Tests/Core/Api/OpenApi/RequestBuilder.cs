
namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>Makes one request for a <see cref="RequestGenerator"/>.</summary>
/// <param name="generator">Whose options hold.</param>
/// <param name="api">The description.</param>
/// <param name="random">Where chance comes from.</param>
/// <param name="tokens">Tokens of searches that exist.</param>
internal sealed class RequestBuilder(RequestGenerator generator, ApiDescription api, Random random, IReadOnlyList<string> tokens)
{
    private const int LongestTarget = 7000;

    private readonly SchemaSampler _sampler = new(api, random);
    private readonly List<string> _what = [];

    /// <summary>Makes the request.</summary>
    public HttpRequestMessage Create()
    {
        var operation = _sampler.Pick([.. api.Operations.SelectMany(one => Enumerable.Repeat(one, Weight(one)))]);
        var target = Path(operation) + new QueryBuilder(_sampler, tokens, generator.Waits, _what).Create(operation);
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), Address(target[..Math.Min(target.Length, LongestTarget)]));
        AddBody(request, operation);
        AddHeaders(request, operation);
        request.Options.Set(RequestGenerator.What, string.Join("; ", _what));
        return request;
    }

    // Operations with more to say get more of the requests.
    private static int Weight(ApiOperation operation) => 1 + operation.Parameters.Count + (HasBody(operation) ? 12 : 0);

    private static bool HasBody(ApiOperation operation) => operation.Element.TryGetProperty("requestBody", out _);

    // Empty segments and dots would be another path, and a null byte is refused by the web server.
    private static string EscapeSegment(string value) =>
        value.Replace("\0", "", StringComparison.Ordinal).Trim('.') is { Length: > 0 } text ? Uri.EscapeDataString(text) : "-";

    private Uri Address(string target)
    {
        var asItIs = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        return generator.RawBaseAddress is { } address
            ? new Uri(address.GetLeftPart(UriPartial.Authority) + target, asItIs)
            : new Uri(target, UriKind.Relative);
    }

    private string Path(ApiOperation operation)
    {
        var path = operation.Path;
        foreach (var parameter in operation.ParametersIn("path"))
        {
            // Deletes spare most of the searches that exist, for the requests after them.
            var value = _sampler.Token(tokens, operation.Method == "DELETE" ? 10 : 75, _what);
            path = path.Replace($"{{{parameter.GetProperty("name").GetString()}}}", EscapeSegment(value), StringComparison.Ordinal);
        }

        return path;
    }

    private void AddBody(HttpRequestMessage request, ApiOperation operation)
    {
        if (!HasBody(operation) || _sampler.Chance(1))
        {
            return;
        }

        var described = operation.Element.GetProperty("requestBody").GetProperty("content").EnumerateObject().First();
        var (bytes, what) = new BodyGenerator(api, random, generator.Today).Create(described.Value);
        _what.Add($"body: {what}");
        request.Content = new ByteArrayContent(bytes);
        if ((_sampler.Chance(92) ? described.Name : _sampler.Pick(Junk.ContentTypes)) is { } type)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        if (_sampler.Chance(10))
        {
            request.Headers.TransferEncodingChunked = true; // Its length is not known beforehand.
        }
    }

    private void AddHeaders(HttpRequestMessage request, ApiOperation operation)
    {
        foreach (var parameter in operation.ParametersIn("header").Where(_ => _sampler.Chance(25)))
        {
            var name = parameter.GetProperty("name").GetString()!;
            var schema = parameter.GetProperty("schema");
            var value = random.Next(6) switch
            {
                0 or 1 => _sampler.Sample(schema)!.ToString(),
                2 => $"key-{random.Next(20)}", // One of a few, so that some come again.
                3 when _sampler.Bounds(schema) is { Count: > 0 } bounds => _sampler.Pick(bounds).Trim('"'),
                _ => _sampler.Pick(Junk.HeaderValues),
            };
            if (name == "Prefer" && !generator.Waits && value.Any(char.IsAsciiDigit))
            {
                value = "wait=0";
            }

            request.Headers.TryAddWithoutValidation(name, _sampler.Chance(8) ? [value, _sampler.Pick(["a", "b"])] : [value]);
            _what.Add(name);
        }
    }
}
