using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local;

/// <summary>Callers who search, ask and delete without end, and remember what they were promised, through crash after crash.</summary>
internal sealed class CrashLoad(int seed)
{
    private static readonly string[] Places = ["JFK", "LON", "Zurich", "MUC", "Sao Paulo", "LAX"];

    private readonly ConcurrentDictionary<string, bool> accepted = new();
    private readonly ConcurrentDictionary<string, byte> deleted = new();
    private readonly ConcurrentDictionary<string, string> tokenOfKey = new();
    private readonly DateOnly day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30);

    /// <summary>Every token that was promised.</summary>
    public ICollection<string> Accepted => accepted.Keys;

    /// <summary>Tokens whose deletion was confirmed.</summary>
    public ICollection<string> Deleted => deleted.Keys;

    /// <summary>How many keys stand for a search.</summary>
    public int Keys => tokenOfKey.Count;

    /// <summary>Sends one request after another until the host is gone.</summary>
    public async Task RunAsync(LocalProcess host, int round, int caller)
    {
        var random = new Random(HashCode(round, caller));
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
            // Killed. What was under way may have been accepted or not: nothing was promised.
        }
    }

    /// <summary>Sends a key's search again: the same token, whatever happened meanwhile.</summary>
    public async Task RepeatEveryKeyAsync(HttpClient client)
    {
        foreach (var key in tokenOfKey.Keys.ToArray())
        {
            await PostAsync(client, key);
        }
    }

    /// <summary>Asks for a search, whose answer must be whole and as described.</summary>
    public static async Task<(HttpStatusCode Status, string? State)> GetAsync(HttpClient client, string token, string query = "")
    {
        using var answer = await client.GetAsync($"/api/searches/{token}{query}");
        await ApiDescription.Default.AssertAnswerAsync(answer);
        var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.GetProperty("status").ToString());
    }

    // As HashCode.Combine, but the same in every process.
    private int HashCode(int round, int caller) => unchecked((((seed * 31) + round) * 31) + caller);

    private async Task StepAsync(HttpClient client, Random random)
    {
        switch (random.Next(10))
        {
            case < 3:
                await PostAsync(client, null, Places[random.Next(Places.Length)]);
                break;
            case < 6:
                // Some again, so that keys meet a search of an earlier life, and each other.
                await PostAsync(client, $"key-{random.Next(150)}");
                break;
            case < 9 when Any(random) is { } token:
                var (status, _) = await GetAsync(client, token);
                Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Accepted || !IsKept(token), $"{token}: {status}");
                break;
            case 9 when Any(random) is { } token && random.Next(4) == 0:
                await DeleteAsync(client, token);
                break;
        }
    }

    private async Task PostAsync(HttpClient client, string? key, string place = "JFK")
    {
        var json = $$"""{"pickUp":{"place":"{{place}}","at":"{{day:yyyy-MM-dd}}T10:00"},"dropOff":{"at":"{{day.AddDays(3):yyyy-MM-dd}}T10:00"} }""";
        using var answer = await client.PostSearchAsync(json, key);
        await ApiDescription.Default.AssertAnswerAsync(answer);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var token = (await answer.JsonAsync()).GetProperty("token").GetString()!;
        accepted.TryAdd(token, true);
        if (key is not null)
        {
            Assert.Equal(token, tokenOfKey.GetOrAdd(key, token));
        }
    }

    private async Task DeleteAsync(HttpClient client, string token)
    {
        // From now on it may be gone, also when the answer never comes.
        accepted[token] = false;
        using var answer = await client.DeleteAsync($"/api/searches/{token}");
        await ApiDescription.Default.AssertAnswerAsync(answer);
        deleted.TryAdd(token, 0);
    }

    /// <summary>Whether nobody has tried to delete it.</summary>
    public bool IsKept(string token) => accepted[token];

    private string? Any(Random random) => accepted.IsEmpty ? null : accepted.Keys.ElementAt(random.Next(accepted.Count));
}
