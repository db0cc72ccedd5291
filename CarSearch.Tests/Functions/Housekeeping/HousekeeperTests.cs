using System.Globalization;
using CarSearch.Functions.Housekeeping;
using CarSearch.Functions.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace CarSearch.Tests.Functions.Housekeeping;

/// <summary>What the timer does, in its four minutes.</summary>
public sealed class HousekeeperTests : IDisposable
{
    private readonly DurableTaskClient client = DurableClients.New();
    private DurableHost? host;

    public void Dispose() => host?.Dispose();

    [Theory]
    [InlineData(null, 0)]
    [InlineData("false", 0)]
    [InlineData("true", 1)]
    public async Task Records_are_swept_only_where_the_setting_says_so(string? sweep, int lists)
    {
        Finds(_ => { }, 2);
        await RunAsync(sweep);

        Assert.Equal(lists, host!.Blobs.Requests);
        host!.Log.AssertContains("Purged 2 ended orchestrations and deleted 0 old records; none remain.");
    }

    [Fact]
    public async Task After_four_minutes_the_rest_is_left_and_it_says_so()
    {
        Finds(page => host!.Time.Advance(page == 1 ? Housekeeper.MaxRunTime : TimeSpan.Zero), 3);
        await RunAsync("true");

        await client.Received(1).PurgeInstanceAsync(Arg.Any<string>(), Arg.Any<CancellationToken>());
        host!.Log.AssertContains("Purged 1 ended orchestrations and deleted 0 old records; more remain for the next run.");
    }

    [Fact]
    public async Task A_host_that_shuts_down_ends_it_as_well()
    {
        using var shutdown = new CancellationTokenSource();
        Finds(page =>
        {
            if (page == 1)
            {
                shutdown.Cancel();
            }
        }, 3);
        await RunAsync("true", shutdown.Token);

        host!.Log.AssertContains("more remain for the next run");
    }

    [Fact]
    public async Task A_query_that_fails_fails_the_function_but_not_the_sweep()
    {
        client.GetAllInstancesAsync(Arg.Any<OrchestrationQuery?>())
            .Returns(InstancePages.Of(_ => throw new RpcException(new(StatusCode.Unavailable, "Connection refused."))));

        await Assert.ThrowsAsync<RpcException>(() => RunAsync("true"));
        Assert.Equal(1, host!.Blobs.Requests);
        host!.Log.AssertNone("none remain");
    }

    [Fact]
    public void Four_minutes_are_within_the_time_that_the_host_gives_a_function() =>
        Assert.True(Housekeeper.MaxRunTime < TimeSpan.Parse(
            RepositoryFiles.Json("host.json").GetProperty("functionTimeout").GetString()!, CultureInfo.InvariantCulture));

    /// <summary>Lists a number of pages, each of one orchestration that may be purged.</summary>
    private void Finds(Action<int> before, int pages)
    {
        var old = TestSearches.Start.AddDays(-1);
        var listed = Enumerable.Range(0, pages).Select(page => new OrchestrationMetadata(nameof(SearchOrchestration), $"{page}")
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Completed,
            CreatedAt = old,
            LastUpdatedAt = old,
        });
        client.GetAllInstancesAsync(Arg.Any<OrchestrationQuery?>())
            .Returns(InstancePages.Of(before, [.. listed.Select(instance => new[] { instance })]));
        client.PurgeInstanceAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(new PurgeResult(1));
    }

    private async Task RunAsync(string? sweep, CancellationToken stop = default)
    {
        var settings = new Dictionary<string, string?> { ["CarSearch:Results:Sweep"] = sweep };
        host = new(client, settings, static _ => { });
        await ActivatorUtilities.CreateInstance<Housekeeper>(host.Services).RunAsync(new TimerInfo(), client, stop);
    }
}
