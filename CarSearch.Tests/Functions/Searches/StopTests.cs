using CarSearch.Functions.Searches;
using CarSearch.Functions.Storage;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>Ending the orchestration of a deleted Search.</summary>
public sealed class StopTests : OrchestratorTests
{
    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task One_that_has_not_ended_is_terminated_once(OrchestrationRuntimeStatus status)
    {
        Client.Finds(Search.Token, () => Search.Instance(status));
        await Host.Orchestrator.StopAsync(Search.Token, default);

        await Client.Received(1).TerminateInstanceAsync(
            Search.Token.Value,
            Arg.Is<TerminateInstanceOptions>(options => options.Output is string && !options.Recursive),
            Arg.Any<CancellationToken>());
        Assert.Equal(1, Client.Terminations());
        Assert.Equal([Search.Token], await MarkedAsync());
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    [InlineData(null)]
    public async Task One_that_has_ended_or_never_was_is_left_alone(OrchestrationRuntimeStatus? status)
    {
        Client.Finds(Search.Token, () => status is { } ended ? Search.Instance(ended) : null);
        await Host.Orchestrator.StopAsync(Search.Token, default);

        Assert.Equal(0, Client.Terminations());
        Assert.Empty(await MarkedAsync());
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.FailedPrecondition)]
    public async Task A_host_that_is_down_is_logged_and_no_more(StatusCode status)
    {
        Client.Finds(Search.Token, () => Search.Instance(OrchestrationRuntimeStatus.Running))
            .Terminates(_ => Task.FromException(new RpcException(new(status, $"No instance {Search.Token.Value}."))));
        await Host.Orchestrator.StopAsync(Search.Token, default);

        Assert.Equal(1, Client.Terminations());
        Assert.Equal([Search.Token], await MarkedAsync());
        AssertLogged();
    }

    [Fact]
    public async Task A_store_that_is_down_is_logged_and_no_more()
    {
        Client.Finds(Search.Token, () => Search.Instance(OrchestrationRuntimeStatus.Running));
        Host.Blobs.IsDown = true;
        await Host.Orchestrator.StopAsync(Search.Token, default);

        AssertLogged();
    }

    [Fact]
    public async Task A_host_that_finds_nothing_out_is_logged_and_no_more()
    {
        Client.FailsToFind(new InvalidOperationException($"No instance {Search.Token.Value}."));
        await Host.Orchestrator.StopAsync(Search.Token, default);

        Assert.Equal(0, Client.Terminations());
        AssertLogged();
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_not_waited_for_without_end()
    {
        Client.Finds(Search.Token, () => Search.Instance(OrchestrationRuntimeStatus.Running))
            .Terminates(call => DurableClients.NeverAsync<bool>(call.Arg<CancellationToken>()));
        var stopping = Host.Orchestrator.StopAsync(Search.Token, default).AsTask();
        await Host.Time.NextTimerAsync(DurableSearchOrchestrator.CallTimeout);
        Host.Time.SetUtcNow(await Host.Time.NextTimerAsync(DurableSearchOrchestrator.CallTimeout));
        await stopping;

        AssertLogged();
    }

    private async Task<List<SearchToken>> MarkedAsync() =>
        await Host.Services.GetRequiredService<DeletionMarkers>().ListAsync(Host.Time.GetUtcNow(), default);

    /// <summary>A line names the search by its digest.</summary>
    private void AssertLogged()
    {
        Assert.Contains(Host.Log.All, line =>
            line.StartsWith("Information", StringComparison.Ordinal) && line.Contains(Search.Token.Digest, StringComparison.Ordinal));
        Host.Log.AssertNone(Search.Token.Value);
    }
}
