using System.Net;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NSubstitute;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>Starting a search as an orchestration.</summary>
public sealed class StartTests : OrchestratorTests
{
    public static TheoryData<string> Faults =>
        new("Unavailable", "exists", "canceled", "timeout", "aggregate");

    [Fact]
    public async Task The_instance_id_is_the_token_and_the_input_the_search()
    {
        Client.Starts(_ => Task.FromResult(Search.Token.Value));

        await Host.Orchestrator.StartAsync(Search, default);

        await Client.Received(1).ScheduleNewOrchestrationInstanceAsync(
            new TaskName(nameof(SearchOrchestration)),
            SearchInput.From(Search),
            Arg.Is<StartOrchestrationOptions>(options => options.InstanceId == Search.Token.Value && options.StartAt == null),
            Arg.Any<CancellationToken>());
        Assert.Single(Client.ReceivedCalls());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_start_that_fails_with_the_instance_there_has_been_accepted(string fault)
    {
        Client.Starts(_ => Task.FromException<string>(Fault(fault)))
            .Finds(Search.Token, () => Search.Instance(OrchestrationRuntimeStatus.Pending));

        await Host.Orchestrator.StartAsync(Search, default);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_start_that_fails_with_no_instance_there_was_not_accepted(string fault)
    {
        var thrown = Fault(fault);
        Client.Starts(_ => Task.FromException<string>(thrown)).Finds(Search.Token, () => null);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Host.Orchestrator.StartAsync(Search, default).AsTask());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_start_that_fails_with_nobody_to_ask_was_not_accepted(string fault)
    {
        Client.Starts(_ => Task.FromException<string>(Fault(fault))).FailsToFind(new RpcException(new(StatusCode.Unavailable, "gone")));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Host.Orchestrator.StartAsync(Search, default).AsTask());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_start_that_takes_too_long_is_looked_for(bool isThere)
    {
        Client.Starts(call => DurableClients.NeverAsync<string>(call.Arg<CancellationToken>()))
            .Finds(Search.Token, () => isThere ? Search.Instance(OrchestrationRuntimeStatus.Running) : null);
        var starting = Host.Orchestrator.StartAsync(Search, default).AsTask();
        var due = await Host.Time.NextTimerAsync(DurableSearchOrchestrator.CallTimeout);
        Assert.Equal(TestSearches.Start + DurableSearchOrchestrator.CallTimeout, due);
        Host.Time.SetUtcNow(due - TimeSpan.FromTicks(1));
        Assert.False(starting.IsCompleted);
        Host.Time.SetUtcNow(due);

        if (isThere)
        {
            await starting;
        }
        else
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => starting);
        }
    }

    [Fact]
    public async Task A_start_whose_look_up_takes_too_long_as_well_was_not_accepted()
    {
        Client.Starts(call => DurableClients.NeverAsync<string>(call.Arg<CancellationToken>()));
        Client.NeverFinds();
        var starting = Host.Orchestrator.StartAsync(Search, default).AsTask();
        Host.Time.SetUtcNow(await Host.Time.NextTimerAsync(DurableSearchOrchestrator.CallTimeout));
        Host.Time.SetUtcNow(await Host.Time.NextTimerAsync(DurableSearchOrchestrator.CallTimeout));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => starting);
    }

    [Fact]
    public async Task A_cancelled_start_throws_and_looks_for_no_instance()
    {
        using var caller = new CancellationTokenSource();
        Client.Starts(call => DurableClients.NeverAsync<string>(call.Arg<CancellationToken>()));
        var starting = Host.Orchestrator.StartAsync(Search, caller.Token).AsTask();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        Assert.Single(Client.ReceivedCalls());
    }

    [Fact]
    public async Task Over_HTTP_a_start_that_failed_is_503_and_its_token_stands_nowhere()
    {
        string? token = null;
        Client.Starts(call =>
        {
            token = call.Arg<StartOrchestrationOptions>().InstanceId;
            return Task.FromException<string>(new RpcException(new(StatusCode.Internal, $"Instance {token} is gone.")));
        });
        using var answer = await Host.Client.PostSearchAsync();

        await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
        Assert.NotNull(answer.Headers.RetryAfter);

        // The load of other instances was read; nothing was written.
        Assert.Equal(1, Host.Blobs.Requests);
        Host.Log.AssertContains("could not start a search");
        Host.Log.AssertNone(token!);
    }

    [Fact]
    public async Task Over_HTTP_a_start_whose_answer_was_lost_is_202()
    {
        Client.Starts(call =>
        {
            Client.Finds(Search.Token, () => null);
            var id = call.Arg<StartOrchestrationOptions>().InstanceId!;
            Assert.True(SearchToken.TryParse(id, out var token));
            Client.Finds(token, () => (Search with { Token = token }).Instance(OrchestrationRuntimeStatus.Pending));
            return Task.FromException<string>(new RpcException(new(StatusCode.DeadlineExceeded, "Too late.")));
        });
        using var answer = await Host.Client.PostSearchAsync();

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("NotStarted", (await answer.JsonAsync()).Text("status"));
    }

    private Exception Fault(string name) => name switch
    {
        "exists" => new InvalidOperationException($"An Orchestration instance with the ID {Search.Token.Value} already exists."),
        "canceled" => new OperationCanceledException("The call was canceled, but not by its caller."),
        "timeout" => new TimeoutException(),
        "aggregate" => new AggregateException(new HttpRequestException("The host is not there.")),
        _ => new RpcException(new(Enum.Parse<StatusCode>(name), "Told by the Host.")),
    };
}
