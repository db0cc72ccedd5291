using System.Net.Http.Json;
using System.Text.Json;

namespace CarSearch.Tests.Support;

/// <summary>Helpers of tests for clients.</summary>
public static class ClientExtensions
{
    public static Task<HttpResponseMessage> PostSearchAsync(
        this HttpClient client,
        string json = TestSearches.Weekend,
        string? idempotencyKey = null,
        string query = "",
        (string Name, string Value)? header = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/searches" + query)
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        if (header is { } another)
        {
            request.Headers.Add(another.Name, another.Value);
        }

        return client.SendAsync(request);
    }

    /// <summary>Starts a search and returns its token.</summary>
    public static async Task<string> StartAsync(this HttpClient client, string json = TestSearches.Weekend)
    {
        using var response = await client.PostSearchAsync(json);
        Assert.True(
            response.StatusCode is System.Net.HttpStatusCode.Accepted,
            $"{(int)response.StatusCode} instead of 202: {await response.Content.ReadAsStringAsync()}");
        return (await response.JsonAsync()).GetProperty("token").GetString()!;
    }

    /// <summary>Starts a search whose suppliers respond immediately, waits for its end and returns its token.</summary>
    public static async Task<string> StartAndEndAsync(this HttpClient client, string json = TestSearches.Weekend)
    {
        var token = await client.StartAsync(json);
        using var response = await client.GetAsync($"/api/searches/{token}?wait=30");
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return token;
    }

    public static Task<JsonElement> JsonAsync(this HttpResponseMessage response) => response.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>
    /// Polls without delay until the response is as expected, for changes that happen on their own. Fails after 30 s.
    /// </summary>
    public static async Task<JsonElement> UntilAsync(this HttpClient client, string path, Func<JsonElement, bool> expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var response = await client.GetAsync(path, limit.Token);
            var body = await response.JsonAsync();
            if (expected(body))
            {
                return body;
            }
        }
    }
}
