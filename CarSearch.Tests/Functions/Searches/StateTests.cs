using System.Text.Json;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using NSubstitute;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>What an orchestration says of its Search.</summary>
public sealed class StateTests : OrchestratorTests
{
    public static TheoryData<OrchestrationRuntimeStatus> Statuses => [.. Enum.GetValues<OrchestrationRuntimeStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Every_status_has_a_word_in_the_contract(OrchestrationRuntimeStatus status)
    {
        var expected = status.ToString() switch
        {
            "Pending" => SearchStatus.NotStarted,
            "Running" or "Suspended" or "ContinuedAsNew" => SearchStatus.Running,
            "Completed" => SearchStatus.Succeeded,
            "Failed" => SearchStatus.Failed,
            "Terminated" or "Canceled" => SearchStatus.Canceled,
            var unknown => throw new InvalidOperationException($"A new status: {unknown}. What is it in the contract?"),
        };
        var since = Search.RequestedAt.AddSeconds(3);
        Client.Finds(Search.Token, () => Search.Instance(status, since));

        var state = await Host.Orchestrator.GetStateAsync(Search.Token, default);

        Assert.NotNull(state);
        Assert.Equal((expected, since), (state.Status, state.UpdatedAt));
        Assert.Equal((Search.Token, Search.RequestedAt), (state.Search.Token, state.Search.RequestedAt));
        Assert.Equal(JsonSerializer.Serialize(Search.Request), JsonSerializer.Serialize(state.Search.Request));
    }

    [Fact]
    public async Task The_input_is_requested()
    {
        Client.Finds(Search.Token, () => Search.Instance(OrchestrationRuntimeStatus.Running));
        await Host.Orchestrator.GetStateAsync(Search.Token, default);

        await Client.Received(1).GetInstanceAsync(Search.Token.Value, true, Arg.Any<CancellationToken>());
        Assert.Single(Client.ReceivedCalls());
    }

    [Fact]
    public async Task An_instance_that_is_unknown_has_no_state()
    {
        Client.Finds(Search.Token, () => null);

        Assert.Null(await Host.Orchestrator.GetStateAsync(Search.Token, default));
        Assert.DoesNotContain(Host.Log.All, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("of another search")]
    [InlineData("null")]
    [InlineData("{")]
    public async Task An_orchestration_of_something_else_is_no_search(string input)
    {
        var given = input == "of another search"
            ? JsonSerializer.Serialize(SearchInput.From(SampleSearches.New()), FunctionsJson.Options)
            : input;
        Client.Finds(Search.Token, () => Search.Instance(OrchestrationRuntimeStatus.Running, input: given));

        Assert.Null(await Host.Orchestrator.GetStateAsync(Search.Token, default));
        Assert.Contains(Host.Log.All, line =>
            line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains(Search.Token.Digest, StringComparison.Ordinal));
        Host.Log.AssertNone(Search.Token.Value);
    }

    [Fact]
    public async Task A_host_that_is_down_is_reported_as_unavailable()
    {
        Client.FailsToFind(new RpcException(new(StatusCode.Unavailable, "Connection refused.")));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Host.Orchestrator.GetStateAsync(Search.Token, default).AsTask());
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_down_after_a_while()
    {
        Client.NeverFinds();
        var reading = Host.Orchestrator.GetStateAsync(Search.Token, default).AsTask();
        Host.Time.SetUtcNow(await Host.Time.NextTimerAsync(DurableSearchOrchestrator.CallTimeout));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => reading);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(StatusCode.Cancelled)]
    [InlineData(StatusCode.Internal)]
    public async Task A_cancelled_read_throws(StatusCode? fault)
    {
        using var caller = new CancellationTokenSource();
        Client.GetInstanceAsync(Search.Token.Value, Arg.Any<bool>(), Arg.Any<CancellationToken>())
            .Returns(call => fault is { } status
                ? FaultAsync(new(new(status, $"Instance {Search.Token.Value} was not found.")), call.Arg<CancellationToken>())
                : DurableClients.NeverAsync<OrchestrationMetadata?>(call.Arg<CancellationToken>()));
        var reading = Host.Orchestrator.GetStateAsync(Search.Token, caller.Token).AsTask();
        await caller.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.DoesNotContain(Search.Token.Value, exception.ToString(), StringComparison.Ordinal);

        // As the SDK does it: gRPC's own exceptions come through.
        static async Task<OrchestrationMetadata?> FaultAsync(RpcException fault, CancellationToken given)
        {
            var gone = new TaskCompletionSource();
            await using var end = given.Register(gone.SetResult);
            await gone.Task;
            throw fault;
        }
    }
}
