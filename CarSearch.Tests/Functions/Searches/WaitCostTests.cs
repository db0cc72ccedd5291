using System.Net;
using CarSearch.Functions.Searches;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Functions.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>What a GET that waits costs in reads of the record, and how late it comes.</summary>
public sealed class WaitCostTests : OrchestratorTests
{
    private const int MostReads = 20;

    private readonly WaitClock clock;

    public WaitCostTests() => clock = new(Host);

    private string Path => $"/api/searches/{Search.Token.Value}?wait=30";

    [Theory]
    [InlineData("Running", "Running", true, HttpStatusCode.Accepted)]
    [InlineData("Pending", "Running", false, HttpStatusCode.Accepted)]
    [InlineData("Running", "Completed", true, HttpStatusCode.OK)]
    [InlineData("Running", null, true, HttpStatusCode.Accepted)]
    [InlineData(null, "Failed", true, HttpStatusCode.OK)]
    public async Task A_GET_of_30_seconds_reads_the_record_20_times_at_most(
        string? first, string? last, bool hasProgress, HttpStatusCode expected)
    {
        var status = first;
        Client.Finds(Search.Token, () => status is null ? null : Search.Instance(Enum.Parse<OrchestrationRuntimeStatus>(status)));
        if (hasProgress)
        {
            Host.Blobs.Put(Search.Progress());
        }

        var getting = Host.Client.GetAsync(Path);
        await clock.RunAsync(getting, Search.RequestedAt.AddSeconds(15), () => status = last);
        using var answer = await getting;

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(Search.RequestedAt.AddSeconds(30), Host.Time.GetUtcNow());
        Assert.InRange(Host.Blobs.Reads, 2, MostReads);
    }

    [Fact]
    public async Task A_GET_tells_the_end_that_another_process_has_written()
    {
        Client.Finds(Search.Token, () => Search.Instance(OrchestrationRuntimeStatus.Running));
        Host.Blobs.Put(Search.Progress());
        var at = Search.RequestedAt.AddSeconds(9);
        var getting = Host.Client.GetJsonAsync(Path);
        await clock.RunAsync(getting, at, () => Host.Blobs.Put(Search.Ended(at)));

        Assert.Equal("Succeeded", (await getting).Text("status"));
        Assert.InRange(Host.Time.GetUtcNow(), at, at.AddSeconds(2));
    }

    [Fact]
    public async Task A_GET_whose_store_goes_down_while_it_waits_is_503()
    {
        Client.Finds(Search.Token, () => Search.Instance(OrchestrationRuntimeStatus.Running));
        var getting = Host.Client.GetAsync(Path);
        await clock.RunAsync(getting, Search.RequestedAt.AddSeconds(3), () => Host.Blobs.IsDown = true);
        using var answer = await getting;

        await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(20)]
    public async Task Half_of_all_ends_that_another_process_writes_are_told_within_a_second(double earliest)
    {
        var poll = Host.Services.GetRequiredService<RecordPoller>();
        var delays = new List<TimeSpan>();
        var step = TimeSpan.FromSeconds((30 - earliest) / 60);
        for (var end = TimeSpan.FromSeconds(earliest) + (step / 2); end < TimeSpan.FromSeconds(30); end += step)
        {
            var one = SampleSearches.New();
            Host.Blobs.Put(one.Progress());
            var at = Host.Time.GetUtcNow() + end;
            await clock.RunAsync(poll.WaitAsync(one.Token, null, TimeSpan.FromSeconds(30), default), at, () => Host.Blobs.Put(one.Ended()));
            delays.Add(Host.Time.GetUtcNow() - at);
        }

        delays.Sort();
        Assert.Equal(60, delays.Count);
        Assert.True(delays[delays.Count / 2] < TimeSpan.FromSeconds(1), $"The median is {delays[delays.Count / 2]}.");
        Assert.InRange(delays[^1], TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }
}
