using System.Collections.Concurrent;
using System.Net;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;
using Xunit.Abstractions;

namespace CarSearch.Tests.Local.Hostile;

/// <summary>Sends ten thousand valid and invalid requests, generated from the description, from several clients.</summary>
public sealed class HostileRequestTests(ITestOutputHelper output)
{
    private const int Requests = 10_000;
    private const int Clients = 6;
    private const ulong Seed = 20261123;

    private static readonly string[] Expected =
    [
        "startSearch 202", "startSearch 400", "startSearch 413", "startSearch 415", "startSearch 422",
        "getSearch 200", "getSearch 202", "getSearch 400", "getSearch 404",
        "getSearchByUser 200", "getSearchByUser 202", "getSearchByUser 400", "getSearchByUser 404",
        "deleteSearch 204", "deleteSearch 404", "findPlaces 200", "findPlaces 400", "getHealth 200", "getDescription 200",
    ];

    [Fact]
    public async Task Every_response_matches_the_description_and_none_is_500()
    {
        var slow = new ScriptedSupplier("Beta").Answers(TestOffers.Offer("B1", "IFAR", 140), TestOffers.Offer("B2", "CCMR", 90, "EUR"));
        var fast = new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1"), TestOffers.Offer("A2", "ECMN", 70));
        using var app = new CarSearchApplication(fast, slow);
        using var client = app.Client();
        var tokens = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            tokens.Add(await client.StartAndEndAsync());
        }

        // The following searches do not end, since the clock does not advance.
        slow.Waits();
        for (var i = 0; i < 20; i++)
        {
            tokens.Add(await client.StartAsync());
        }

        var statuses = new ConcurrentDictionary<string, int>();
        var findings = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(
            new RequestGenerator(ApiDescription.Default, tokens).Generate(Seed, Requests),
            new ParallelOptions { MaxDegreeOfParallelism = Clients },
            async (generated, cancel) =>
            {
                try
                {
                    using var request = generated.To(client.BaseAddress!);
                    using var response = await client.SendAsync(request, cancel);
                    statuses.AddOrUpdate($"{generated.Operation.Id} {(int)response.StatusCode}", 1, (_, count) => count + 1);
                    if (!await IsFromKestrelAsync(response))
                    {
                        await ApiDescription.Default.AssertResponseAsync(response, cancel);
                    }
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    findings.Enqueue($"{generated}\n  {exception.Message}");
                }
            });

        output.WriteLine(string.Join(", ", statuses.Select(pair => $"{pair.Key}: {pair.Value}").Order(StringComparer.Ordinal)));
        Assert.True(findings.IsEmpty, $"{findings.Count} of {Requests}:\n{string.Join("\n\n", findings.Take(5))}");
        Assert.DoesNotContain(statuses.Keys, status => status.EndsWith(" 500", StringComparison.Ordinal));
        Assert.All(Expected, status => Assert.True(statuses.TryGetValue(status, out var count) && count >= 10, $"{status} is too rare."));
        Assert.All(app.Log.All, line => Assert.DoesNotMatch("^(Error|Critical)", line));
        slow.Answers(TestOffers.Offer("B1"));
        await client.StartAndEndAsync();
    }

    /// <summary>Kestrel itself rejects invalid HTTP with 400 without a body, and closes the connection.</summary>
    private static async Task<bool> IsFromKestrelAsync(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.BadRequest
        && response.Content.Headers.ContentType is null
        && response.Headers.ConnectionClose is true
        && (await response.Content.ReadAsByteArrayAsync()).Length == 0;
}
