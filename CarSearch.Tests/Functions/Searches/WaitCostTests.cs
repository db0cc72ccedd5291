using System.Net;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Functions.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>What a GET that waits costs in reads of the record, and how late it comes.</summary>
public sealed class WaitCostTests : IDisposable
{
    private const int MostReads = 20;

    private readonly DurableTaskClient client = DurableClients.New();
    private readonly AcceptedSearch search = SampleSearches.New();
    private readonly DurableHost host;
    private readonly WaitClock clock;

    public WaitCostTests()
    {
        host = new(client);
        clock = new(host);
    }

    public void Dispose() => host.Dispose();

    private string Path => $"/api/searches/{search.Token.Value}?wait=30";

    [Theory]
    [InlineData("Running", "Running", true, HttpStatusCode.Accepted)]
    [InlineData("Pending", "Running", false, HttpStatusCode.Accepted)]
    [InlineData("Running", "Completed", true, HttpStatusCode.OK)]
    [InlineData("Running", "Failed", false, HttpStatusCode.OK)]
    [InlineData("Running", "Terminated", true, HttpStatusCode.OK)]
    [InlineData("Running", null, true, HttpStatusCode.Accepted)]
    [InlineData(null, null, true, HttpStatusCode.Accepted)]
    [InlineData(null, "Failed", true, HttpStatusCode.OK)]
    public async Task A_GET_of_30_seconds_reads_the_record_20_times_at_most(
        string? first, string? last, bool hasProgress, HttpStatusCode expected)
    {
        var status = first;
        client.Finds(search.Token, () => status is null ? null : search.Instance(Enum.Parse<OrchestrationRuntimeStatus>(status)));
        if (hasProgress)
        {
            host.Blobs.Put(search.Progress());
        }

        var getting = host.Client.GetAsync(Path);
        await clock.RunAsync(getting, search.RequestedAt.AddSeconds(15), () => status = last);
        using var answer = await getting;

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(search.RequestedAt.AddSeconds(30), host.Time.GetUtcNow());
        Assert.InRange(host.Blobs.Reads, 2, MostReads);
    }

    [Fact]
    public async Task A_GET_tells_the_end_that_another_process_has_written()
    {
        client.Finds(search.Token, () => search.Instance(OrchestrationRuntimeStatus.Running));
        host.Blobs.Put(search.Progress());
        var at = search.RequestedAt.AddSeconds(9);
        var getting = host.Client.GetJsonAsync(Path);
        await clock.RunAsync(getting, at, () => host.Blobs.Put(search.Ended(at)));

        Assert.Equal("Succeeded", (await getting).Text("status"));
        Assert.InRange(host.Time.GetUtcNow(), at, at.AddSeconds(2));
    }

    [Fact]
    public async Task A_GET_whose_store_goes_down_while_it_waits_is_503()
    {
        client.Finds(search.Token, () => search.Instance(OrchestrationRuntimeStatus.Running));
        var getting = host.Client.GetAsync(Path);
        await clock.RunAsync(getting, search.RequestedAt.AddSeconds(3), () => host.Blobs.IsDown = true);
        using var answer = await getting;

        await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(20)]
    public async Task Half_of_all_ends_that_another_process_writes_are_told_within_a_second(double earliest)
    {
        var poll = host.Services.GetRequiredService<RecordPoller>();
        var delays = new List<TimeSpan>();
        var step = TimeSpan.FromSeconds((30 - earliest) / 60);
        for (var end = TimeSpan.FromSeconds(earliest) + (step / 2); end < TimeSpan.FromSeconds(30); end += step)
        {
            var one = SampleSearches.New();
            host.Blobs.Put(one.Progress());
            var at = host.Time.GetUtcNow() + end;
            await clock.RunAsync(poll.WaitAsync(one.Token, null, TimeSpan.FromSeconds(30), default), at, () => host.Blobs.Put(one.Ended()));
            delays.Add(host.Time.GetUtcNow() - at);
        }

        delays.Sort();
        Assert.Equal(60, delays.Count);
        Assert.True(delays[delays.Count / 2] < TimeSpan.FromSeconds(1), $"The median is {delays[delays.Count / 2]}.");
        Assert.InRange(delays[^1], TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }
}
