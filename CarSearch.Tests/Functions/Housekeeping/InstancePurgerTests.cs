using System.Collections.Concurrent;
using CarSearch.Functions.Housekeeping;
using CarSearch.Functions.Searches;
using CarSearch.Tests.Functions.Hosting;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace CarSearch.Tests.Functions.Housekeeping;

/// <summary>Which orchestrations are purged, and which never.</summary>
public sealed class InstancePurgerTests : IDisposable
{
    private readonly DurableTaskClient client = DurableClients.New();
    private readonly DurableHost host;
    private readonly ConcurrentQueue<string> purged = [];

    public InstancePurgerTests()
    {
        host = new(client);
        Purges(_ => { });
    }

    public static TheoryData<OrchestrationRuntimeStatus> Statuses => [.. Enum.GetValues<OrchestrationRuntimeStatus>()];

    private InstancePurger Purge => host.Services.GetRequiredService<InstancePurger>();

    private DateTimeOffset Now => host.Time.GetUtcNow();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task The_query_is_for_those_that_have_ended_and_were_made_before()
    {
        OrchestrationQuery? requested = null;
        client.GetAllInstancesAsync(Arg.Do<OrchestrationQuery>(query => requested = query)).Returns(InstancePages.Of());
        Assert.Equal(0, await Purge.RunAsync(client, default));

        Assert.Equal(Now.AddHours(-2), requested!.CreatedTo);
        Assert.Null(requested.CreatedFrom);
        Assert.Null(requested.InstanceIdPrefix);
        Assert.False(requested.FetchInputsAndOutputs);
        Assert.Equal(
            [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated],
            requested.Statuses!);
    }

    [Fact]
    public async Task Page_after_page_is_purged()
    {
        Finds([Instance("a"), Instance("b")], [], [Instance("c")]);

        Assert.Equal(3, await Purge.RunAsync(client, default));
        Assert.Equal(["a", "b", "c"], purged.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Only_one_that_has_ended_is_purged_whatever_the_query_gives(OrchestrationRuntimeStatus status)
    {
        Finds([Instance("a", status)]);
        await Purge.RunAsync(client, default);

        var isEnded = status
            is OrchestrationRuntimeStatus.Completed
            or OrchestrationRuntimeStatus.Failed
            or OrchestrationRuntimeStatus.Terminated;
        Assert.Equal(isEnded ? ["a"] : [], purged);
    }

    [Theory]
    [InlineData(3, 2, true)]
    [InlineData(3, 2.5, true)]
    [InlineData(2.01, 1.99, false)]
    [InlineData(48, 0, false)]
    public async Task What_counts_is_when_it_ended_not_when_it_was_made(double madeHoursAgo, double endedHoursAgo, bool isPurged)
    {
        Finds([Instance("a", madeHoursAgo: madeHoursAgo, endedHoursAgo: endedHoursAgo)]);

        Assert.Equal(isPurged ? 1 : 0, await Purge.RunAsync(client, default));
        Assert.Equal(isPurged ? 1 : 0, purged.Count);
    }

    [Theory]
    [InlineData("rpc")]
    [InlineData("canceled")]
    [InlineData("gone")]
    public async Task One_that_can_not_be_purged_does_not_keep_the_others(string fault)
    {
        const string Token = "00112233445566778899aabbccddeeff";
        Finds([Instance("a"), Instance(Token), Instance("b")], [Instance("c")]);
        Purges(id =>
        {
            if (id == Token)
            {
                throw fault switch
                {
                    "rpc" => new RpcException(new(StatusCode.Internal, $"{id} can't be purged.")),
                    "canceled" => new OperationCanceledException($"The call for {id} was canceled, but not by us."),
                    _ => new InvalidOperationException($"No instance {id}."),
                };
            }
        });

        Assert.Equal(3, await Purge.RunAsync(client, default));
        Assert.Equal(["a", "b", "c"], purged.Order(StringComparer.Ordinal));
        Assert.Single(host.Log.All, line => line.StartsWith("Warning", StringComparison.Ordinal));
        host.Log.AssertNone(Token);
    }

    [Fact]
    public async Task One_that_was_gone_already_is_not_counted()
    {
        Finds([Instance("a"), Instance("b")]);
        client.PurgeInstanceAsync("b", Arg.Any<CancellationToken>()).Returns(new PurgeResult(0));

        Assert.Equal(1, await Purge.RunAsync(client, default));
    }

    [Fact]
    public async Task No_more_are_purged_at_a_time_than_the_storage_should_bear()
    {
        var running = 0;
        var atOnce = new ConcurrentBag<int>();
        var gate = new TaskCompletionSource();
        Finds([.. Enumerable.Range(0, 3 * InstancePurger.MaxConcurrency).Select(number => Instance($"{number}"))]);
        client.PurgeInstanceAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(async _ =>
        {
            var now = Interlocked.Increment(ref running);
            atOnce.Add(now);
            if (now == InstancePurger.MaxConcurrency)
            {
                gate.TrySetResult();
            }

            await gate.Task.WaitAsync(TimeSpan.FromSeconds(30));
            Interlocked.Decrement(ref running);
            return new PurgeResult(1);
        });

        Assert.Equal(3 * InstancePurger.MaxConcurrency, await Purge.RunAsync(client, default));
        Assert.Equal(32, atOnce.Max());
    }

    [Fact]
    public async Task When_the_time_is_up_the_rest_is_left()
    {
        using var until = new CancellationTokenSource();
        Finds([Instance("a")], [Instance("b")], [Instance("c")]);
        Purges(id =>
        {
            if (id == "b")
            {
                until.Cancel();
            }
        });

        Assert.Equal(2, await Purge.RunAsync(client, until.Token));
        Assert.Equal(["a", "b"], purged);
    }

    [Fact]
    public async Task What_the_end_of_the_time_breaks_off_is_no_fault()
    {
        using var until = new CancellationTokenSource();
        Finds([Instance("a")], [Instance("b")]);
        Purges(_ =>
        {
            until.Cancel();
            throw new RpcException(new(StatusCode.Cancelled, "Canceled by the caller."));
        });

        Assert.Equal(0, await Purge.RunAsync(client, until.Token));
        Assert.DoesNotContain(host.Log.All, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    private OrchestrationMetadata Instance(
        string id,
        OrchestrationRuntimeStatus status = OrchestrationRuntimeStatus.Completed,
        double madeHoursAgo = 5,
        double endedHoursAgo = 4) => new(nameof(SearchOrchestration), id)
        {
            RuntimeStatus = status,
            CreatedAt = Now.AddHours(-madeHoursAgo),
            LastUpdatedAt = Now.AddHours(-endedHoursAgo),
        };

    private void Finds(params OrchestrationMetadata[][] pages) =>
        client.GetAllInstancesAsync(Arg.Any<OrchestrationQuery?>()).Returns(InstancePages.Of(pages));

    /// <summary>From now on each purge first does this, and then is noted.</summary>
    private void Purges(Action<string> first) =>
        client.PurgeInstanceAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            first(call.Arg<string>());
            purged.Enqueue(call.Arg<string>());
            return Task.FromResult(new PurgeResult(1));
        });
}
