using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local;

public sealed class UnreadableSearchTests
{
    [Fact]
    public async Task An_unreadable_search_does_not_stop_the_others()
    {
        using var folder = new TempFolder();
        string token;
        using (var first = new CarSearchApplication(folder, new ScriptedSupplier("Slow").Waits()))
        {
            using var client = first.Client();
            token = await client.StartAsync();
        }

        using (var probe = new DatabaseProbe(folder))
        {
            probe.Execute("INSERT INTO accepted (token, requested_at, request) VALUES (zeroblob(16), 0, '{'), (x'00', 0, 'null')");
        }

        using var second = new CarSearchApplication(folder, new ScriptedSupplier("Slow").Answers(TestOffers.Offer("1")));
        using var again = second.Client();
        using var response = await again.GetAsync($"/api/searches/{token}?wait=30");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, second.Log.All.Count(line => line.Contains("can't be read from the database", StringComparison.Ordinal)));
    }
}
