using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local;

/// <summary>Clients that start, read and delete searches, and record what the host confirmed, across crashes.</summary>
internal sealed class CrashWorkload(int seed)
{
    private static readonly string[] Places = ["JFK", "LON", "Zurich", "MUC", "Sao Paulo", "LAX"];

    private readonly ConcurrentDictionary<string, bool> accepted = new();
    private readonly ConcurrentDictionary<string, byte> deleted = new();
    private readonly ConcurrentDictionary<string, string> tokenOfKey = new();

    /// <summary>Gets the tokens of all accepted searches.</summary>
    public ICollection<string> Accepted => accepted.Keys;

    /// <summary>Gets the tokens whose deletion was confirmed.</summary>
    public ICollection<string> Deleted => deleted.Keys;

    /// <summary>Gets the number of idempotency keys with a search.</summary>
    public int Keys => tokenOfKey.Count;

    /// <summary>Sends requests until the host stops responding.</summary>
    public async Task RunAsync(LocalProcess host, int round, int clientId)
    {
        var random = new Random(GetSeed(round, clientId));
        using var client = host.Client();
        try
        {
            while (true)
            {
                await StepAsync(client, random);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            // The host was killed. The pending request was not confirmed, so it may or may not have taken effect.
        }
    }

    /// <summary>Waits until a number of searches is accepted.</summary>
    public Task AcceptedAsync(int count) =>
        Eventually.TrueAsync(() => accepted.Count >= count, () => $"Only {accepted.Count} searches were accepted.");

    /// <summary>Repeats the request of every key and verifies that it returns the same token.</summary>
    public async Task RepeatEveryKeyAsync(HttpClient client)
    {
        foreach (var key in tokenOfKey.Keys.ToArray())
        {
            await PostAsync(client, key);
        }
    }

    /// <summary>Gets a search and validates the response against the API description.</summary>
    public static async Task<(HttpStatusCode Status, string? State)> GetAsync(HttpClient client, string token, string query = "")
    {
        using var response = await client.GetAsync($"/api/searches/{token}{query}");
        await ApiDescription.Default.AssertResponseAsync(response);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, body.GetProperty("status").ToString());
    }

    // HashCode.Combine differs between processes.
    private int GetSeed(int round, int clientId) => unchecked((((seed * 31) + round) * 31) + clientId);

    private async Task StepAsync(HttpClient client, Random random)
    {
        switch (random.Next(10))
        {
            case < 3:
                await PostAsync(client, null, Places[random.Next(Places.Length)]);
                break;
            case < 6:
                // Few keys, so that requests repeat those of an earlier process, and each other.
                await PostAsync(client, $"key-{random.Next(150)}");
                break;
            case < 9 when PickToken(random) is { } token:
                var (status, _) = await GetAsync(client, token);
                Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Accepted || !IsRetained(token), $"{token}: {status}");
                break;
            case 9 when PickToken(random) is { } token && random.Next(4) == 0:
                await DeleteAsync(client, token);
                break;
        }
    }

    private async Task PostAsync(HttpClient client, string? key, string place = "JFK")
    {
        using var response = await client.PostSearchAsync(TestSearches.Ahead(30, place, 3), key);
        await ApiDescription.Default.AssertResponseAsync(response);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var token = (await response.JsonAsync()).GetProperty("token").GetString()!;
        accepted.TryAdd(token, true);
        if (key is not null)
        {
            Assert.Equal(token, tokenOfKey.GetOrAdd(key, token));
        }
    }

    private async Task DeleteAsync(HttpClient client, string token)
    {
        // Set first: the deletion may take effect even if the response is lost.
        accepted[token] = false;
        using var response = await client.DeleteAsync($"/api/searches/{token}");
        await ApiDescription.Default.AssertResponseAsync(response);
        deleted.TryAdd(token, 0);
    }

    /// <summary>Returns whether no deletion of the search was attempted.</summary>
    public bool IsRetained(string token) => accepted[token];

    private string? PickToken(Random random)
    {
        // A copy, because the other clients add tokens.
        var tokens = accepted.Keys;
        return tokens.Count == 0 ? null : tokens.ElementAt(random.Next(tokens.Count));
    }
}
