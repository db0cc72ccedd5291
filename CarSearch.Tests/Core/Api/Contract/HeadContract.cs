using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>HEAD: the status and the headers of GET, without a body.</summary>
public abstract class HeadContract<THost>(EndedSearch<THost> search) : IClassFixture<EndedSearch<THost>>
    where THost : IContractHost
{
    private const string Unknown = "/api/searches/0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("/api/searches/{0}", HttpStatusCode.OK)]
    [InlineData("/api/searches/{0}/offers/0123456789abcdef", HttpStatusCode.NotFound)]
    [InlineData("/api/searches/{0}?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/searches?User={0}&CarSize=compact", HttpStatusCode.OK)]
    [InlineData("/api/searches", HttpStatusCode.BadRequest)]
    [InlineData(Unknown, HttpStatusCode.NotFound)]
    [InlineData("/api/places?q=new%20y", HttpStatusCode.OK)]
    [InlineData("/api/health", HttpStatusCode.OK)]
    [InlineData("/api/openapi.json", HttpStatusCode.OK)]
    public async Task It_has_the_status_and_the_headers_of_GET(string address, HttpStatusCode status)
    {
        var path = string.Format(null, address, search.Token);
        using var get = await search.Client.GetAsync(path);
        using var head = await HeadAsync(search.Client, path);

        Assert.Equal(status, head.StatusCode);
        Assert.Equal(Headers(get), Headers(head));
        Assert.Equal((await get.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_current_ETag_is_304()
    {
        using var get = await search.Client.GetAsync(search.Path);
        using var head = await HeadAsync(search.Client, search.Path, ("If-None-Match", get.Header("ETag")!));

        Assert.Equal(HttpStatusCode.NotModified, head.StatusCode);
        Assert.Equal(get.Header("ETag"), head.Header("ETag"));
    }

    [Fact]
    public async Task An_offer_has_the_status_and_the_headers_of_GET()
    {
        var path = $"{search.Path}/offers/{(await search.GetAsync("")).GetProperty("offers")[0].GetProperty("id").GetString()}";
        using var get = await search.Client.GetAsync(path);
        using var head = await HeadAsync(search.Client, path);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(Headers(get), Headers(head));
    }

    [Fact]
    public async Task A_search_that_runs_is_202_with_Retry_After_and_Location()
    {
        var supplier = new ScriptedSupplier("Alpha");
        using var host = new Contracted<THost>(supplier);
        var path = $"/api/searches/{await host.Client.StartAsync()}";
        await supplier.NextAsync();
        using var get = await host.Client.GetAsync(path);
        using var head = await HeadAsync(host.Client, path, ("Prefer", "wait=0"));

        Assert.Equal(HttpStatusCode.Accepted, head.StatusCode);
        Assert.Equal("wait=0", head.Header("Preference-Applied"));
        Assert.Equal((get.Header("Retry-After"), get.Header("Location")), (head.Header("Retry-After"), head.Header("Location")));
    }

    [Fact]
    public async Task No_byte_follows_the_headers()
    {
        var response = await RawHttp.SendAsync(
            search.Host.Address,
            $"HEAD {search.Path} HTTP/1.1\r\nHost: {search.Host.Address.Authority}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", response, StringComparison.Ordinal);
        Assert.Equal(response.Length - 4, response.IndexOf("\r\n\r\n", StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> HeadAsync(HttpClient client, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await client.SendAsync(request);
    }

    private static IEnumerable<string> Headers(HttpResponseMessage response) => response.Headers.Concat(response.Content.Headers)
        .Where(header => header.Key is not "Date")
        .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
        .Order(StringComparer.Ordinal);
}
