using System.Net.Http.Json;
using System.Text.Json;

namespace CarSearch.Tests.Support;

/// <summary>What tests do over and over with a client.</summary>
public static class ClientExtensions
{
    public static Task<HttpResponseMessage> PostSearchAsync(this HttpClient client, string json = TestSearches.Weekend, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/searches")
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        return client.SendAsync(request);
    }

    /// <summary>Starts a search and gives its token.</summary>
    public static async Task<string> StartAsync(this HttpClient client, string json = TestSearches.Weekend)
    {
        using var answer = await client.PostSearchAsync(json);
        Assert.True(
            answer.StatusCode is System.Net.HttpStatusCode.Accepted,
            $"{(int)answer.StatusCode} instead of 202: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.JsonAsync()).GetProperty("token").GetString()!;
    }

    /// <summary>Starts a search whose suppliers answer at once, and gives its token when it has ended.</summary>
    public static async Task<string> StartAndEndAsync(this HttpClient client, string json = TestSearches.Weekend)
    {
        var token = await client.StartAsync(json);
        using var answer = await client.GetAsync($"/api/searches/{token}?wait=30");
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        return token;
    }

    public static Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>Asks again and again until the answer is as expected: for what happens by itself and soon, without sleeping. Fails after 30 s.</summary>
    public static async Task<JsonElement> UntilAsync(this HttpClient client, string path, Func<JsonElement, bool> expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await client.GetAsync(path, limit.Token);
            var body = await answer.JsonAsync();
            if (expected(body))
            {
                return body;
            }
        }
    }
}
