using System.Text.Json;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using NSubstitute;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>What an orchestration says of its search.</summary>
public sealed class StateTests : IDisposable
{
    private readonly DurableTaskClient client = DurableClients.New();
    private readonly AcceptedSearch search = SampleSearches.New();
    private readonly DurableHost host;

    public StateTests() => host = new(client);

    public static TheoryData<OrchestrationRuntimeStatus> Statuses => [.. Enum.GetValues<OrchestrationRuntimeStatus>()];

    public void Dispose() => host.Dispose();

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
        var since = search.RequestedAt.AddSeconds(3);
        client.Finds(search.Token, () => search.Instance(status, since));

        var state = await host.Orchestrator.GetStateAsync(search.Token, default);

        Assert.NotNull(state);
        Assert.Equal((expected, since), (state.Status, state.UpdatedAt));
        Assert.Equal((search.Token, search.RequestedAt), (state.Search.Token, state.Search.RequestedAt));
        Assert.Equal(JsonSerializer.Serialize(search.Request), JsonSerializer.Serialize(state.Search.Request));
    }

    [Fact]
    public async Task The_input_is_requested()
    {
        client.Finds(search.Token, () => search.Instance(OrchestrationRuntimeStatus.Running));
        await host.Orchestrator.GetStateAsync(search.Token, default);

        await client.Received(1).GetInstanceAsync(search.Token.Value, true, Arg.Any<CancellationToken>());
        Assert.Single(client.ReceivedCalls());
    }

    [Fact]
    public async Task An_instance_that_is_unknown_has_no_state()
    {
        client.Finds(search.Token, () => null);

        Assert.Null(await host.Orchestrator.GetStateAsync(search.Token, default));
        Assert.DoesNotContain(host.Log.All, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("of another search")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("\"London\"")]
    [InlineData("{}")]
    [InlineData("{\"token\":\"00000000000000000000000000000000\"}")]
    [InlineData("{")]
    public async Task An_orchestration_of_something_else_is_no_search(string input)
    {
        var given = input == "of another search"
            ? JsonSerializer.Serialize(SearchInput.From(SampleSearches.New()), FunctionsJson.Options)
            : input;
        client.Finds(search.Token, () => search.Instance(OrchestrationRuntimeStatus.Running, input: given));

        Assert.Null(await host.Orchestrator.GetStateAsync(search.Token, default));
        Assert.Contains(host.Log.All, line =>
            line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains(search.Token.Digest, StringComparison.Ordinal));
        host.AssertNotLogged(search.Token.Value);
    }

    [Fact]
    public async Task A_host_that_is_down_is_reported_as_unavailable()
    {
        client.FailsToFind(new RpcException(new(StatusCode.Unavailable, "Connection refused.")));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => host.Orchestrator.GetStateAsync(search.Token, default).AsTask());
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_down_after_a_while()
    {
        client.GetInstanceAsync(search.Token.Value, Arg.Any<bool>(), Arg.Any<CancellationToken>())
            .Returns(call => DurableClients.NeverAsync<OrchestrationMetadata?>(call.Arg<CancellationToken>()));
        var reading = host.Orchestrator.GetStateAsync(search.Token, default).AsTask();
        host.Time.SetUtcNow(await host.Time.NextTimerAsync(DurableSearchOrchestrator.CallTimeout));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => reading);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(StatusCode.Cancelled)]
    [InlineData(StatusCode.Internal)]
    public async Task A_cancelled_read_throws(StatusCode? fault)
    {
        using var caller = new CancellationTokenSource();
        client.GetInstanceAsync(search.Token.Value, Arg.Any<bool>(), Arg.Any<CancellationToken>())
            .Returns(call => fault is { } status
                ? FaultAsync(new(new(status, $"Instance {search.Token.Value} was not found.")), call.Arg<CancellationToken>())
                : DurableClients.NeverAsync<OrchestrationMetadata?>(call.Arg<CancellationToken>()));
        var reading = host.Orchestrator.GetStateAsync(search.Token, caller.Token).AsTask();
        await caller.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.DoesNotContain(search.Token.Value, exception.ToString(), StringComparison.Ordinal);

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
