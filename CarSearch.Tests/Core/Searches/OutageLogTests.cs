using CarSearch.Searches;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Core.Searches;

public sealed class OutageLogTests : IDisposable
{
    private readonly LogLines log = new();
    private readonly FakeTimeProvider time = new(TestSearches.Start);
    private readonly OutageLog outages;

    public OutageLogTests() => outages = new("The store is down", "The store is up again", time, log.CreateLogger(""));

    private IEnumerable<string> Lines => log.All.Select(line => line.TrimEnd());

    public void Dispose() => log.Dispose();

    [Fact]
    public void Successes_alone_are_not_logged()
    {
        outages.Succeeded();
        Assert.Empty(log.All);
    }

    [Fact]
    public void An_outage_is_logged_at_its_beginning_and_at_its_end()
    {
        outages.Failed("The disk is full.");
        time.Advance(TimeSpan.FromSeconds(30));
        outages.Failed("The disk is full.");
        time.Advance(OutageLog.QuietTime);
        outages.Succeeded();
        outages.Succeeded();
        Assert.Equal(
            ["Error : The store is down: The disk is full.", "Information : The store is up again, after 35 s and 2 failures."], Lines);
    }

    [Fact]
    public void Alternating_failures_and_successes_are_one_outage()
    {
        for (var i = 0; i < 100; i++)
        {
            outages.Failed("The disk is full.");
            time.Advance(OutageLog.QuietTime / 2);
            outages.Succeeded();
        }

        Assert.Single(log.All);
        time.Advance(OutageLog.QuietTime);
        outages.Succeeded();
        outages.Failed("The disk is full.");
        Assert.Equal(3, log.All.Count);
    }
}
