using System.Text;

namespace CarSearch.Tests.Core.Api.OpenApi;

/// <summary>Makes requests from the description: good ones, and ones that are wrong in every way that callers find.</summary>
/// <remarks>
/// The same seed gives the same requests, each independent of those before it. All of them can be sent by an <see cref="HttpClient"/>
/// and reach the application: none is so large or so malformed that the web server itself would refuse it (a null byte in the path, say).
/// </remarks>
/// <param name="api">The description.</param>
internal sealed class RequestGenerator(ApiDescription api)
{
    /// <summary>Where a request keeps what is odd about it.</summary>
    public static readonly HttpRequestOptionsKey<string> What = new("CarSearch.What");

    /// <summary>
    /// The address of a host reached over real HTTP: queries then arrive exactly as generated, bad escapes included.
    /// Null makes relative addresses, for any client; they arrive as <see cref="Uri"/> writes them.
    /// </summary>
    public Uri? RawBaseAddress { get; init; }

    /// <summary>Whether requests may ask to wait for the end of a search. Otherwise they ask to wait for 0 seconds.</summary>
    public bool Waits { get; init; }

    /// <summary>Good times are 10 to 200 days after this day: the host's today.</summary>
    public DateOnly Today { get; init; } = new(2026, 11, 20);

    /// <summary>Makes requests.</summary>
    /// <param name="seed">What the requests follow from.</param>
    /// <param name="count">How many.</param>
    /// <param name="knownTokens">Tokens of searches that exist, asked for anew with every request; may be empty.</param>
    public IEnumerable<HttpRequestMessage> Generate(int seed, int count, Func<IReadOnlyList<string>> knownTokens)
    {
        for (var i = 0; i < count; i++)
        {
            var mixed = (((ulong)(uint)seed << 32) | (uint)i) * 0x9E3779B97F4A7C15;
            yield return new RequestBuilder(this, api, new Random((int)(mixed >> 32)), knownTokens()).Create();
        }
    }

    /// <summary>The request in words, for the message of a test that fails: what is odd about it, headers, the start of its body.</summary>
    public static async Task<string> DescribeAsync(HttpRequestMessage request)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default);
        request.Options.TryGetValue(What, out var what);
        var text = $"{request.Method} {request.RequestUri!.OriginalString} ({what}) "
            + string.Join("; ", headers.Select(header => $"{header.Key}: {header.Value}"))
            + $" [{body.Length}] {Encoding.Latin1.GetString(body.AsSpan(0, Math.Min(body.Length, 2000)))}";
        return string.Concat(text.Select(c => c is >= ' ' and <= '~' ? $"{c}" : $"\\x{(int)c:x2}"));
    }
}
