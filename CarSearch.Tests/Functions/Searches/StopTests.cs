using CarSearch.Functions.Searches;
using CarSearch.Functions.Storage;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using Grpc.Core;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>Ending the orchestration of a deleted search.</summary>
public sealed class StopTests : IDisposable
{
    private readonly DurableTaskClient client = DurableClients.New();
    private readonly AcceptedSearch search = SampleSearches.New();
    private readonly DurableHost host;

    public StopTests() => host = new(client);

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task One_that_has_not_ended_is_terminated_once(OrchestrationRuntimeStatus status)
    {
        client.Finds(search.Token, () => search.Instance(status));
        await host.Orchestrator.StopAsync(search.Token, default);

        await client.Received(1).TerminateInstanceAsync(
            search.Token.Value,
            Arg.Is<TerminateInstanceOptions>(options => options.Output is string && !options.Recursive),
            Arg.Any<CancellationToken>());
        Assert.Equal(1, client.Terminations());
        Assert.Equal([search.Token], await MarkedAsync());
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    [InlineData(null)]
    public async Task One_that_has_ended_or_never_was_is_left_alone(OrchestrationRuntimeStatus? status)
    {
        client.Finds(search.Token, () => status is { } ended ? search.Instance(ended) : null);
        await host.Orchestrator.StopAsync(search.Token, default);

        Assert.Equal(0, client.Terminations());
        Assert.Empty(await MarkedAsync());
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.FailedPrecondition)]
    public async Task A_host_that_is_down_is_logged_and_no_more(StatusCode status)
    {
        client.Finds(search.Token, () => search.Instance(OrchestrationRuntimeStatus.Running))
            .Terminates(_ => Task.FromException(new RpcException(new(status, $"No instance {search.Token.Value}."))));
        await host.Orchestrator.StopAsync(search.Token, default);

        Assert.Equal(1, client.Terminations());
        Assert.Equal([search.Token], await MarkedAsync());
        AssertLogged();
    }

    [Fact]
    public async Task A_store_that_is_down_is_logged_and_no_more()
    {
        client.Finds(search.Token, () => search.Instance(OrchestrationRuntimeStatus.Running));
        host.Blobs.IsDown = true;
        await host.Orchestrator.StopAsync(search.Token, default);

        AssertLogged();
    }

    [Fact]
    public async Task A_host_that_finds_nothing_out_is_logged_and_no_more()
    {
        client.FailsToFind(new InvalidOperationException($"No instance {search.Token.Value}."));
        await host.Orchestrator.StopAsync(search.Token, default);

        Assert.Equal(0, client.Terminations());
        AssertLogged();
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_not_waited_for_without_end()
    {
        client.Finds(search.Token, () => search.Instance(OrchestrationRuntimeStatus.Running))
            .Terminates(call => DurableClients.NeverAsync<bool>(call.Arg<CancellationToken>()));
        var stopping = host.Orchestrator.StopAsync(search.Token, default).AsTask();
        await host.Time.NextTimerAsync(DurableSearchOrchestrator.CallTimeout);
        host.Time.SetUtcNow(await host.Time.NextTimerAsync(DurableSearchOrchestrator.CallTimeout));
        await stopping;

        AssertLogged();
    }

    private async Task<List<SearchToken>> MarkedAsync() =>
        await host.Services.GetRequiredService<DeletionMarkers>().ListAsync(host.Time.GetUtcNow(), default);

    /// <summary>A line names the search by its digest.</summary>
    private void AssertLogged()
    {
        Assert.Contains(host.Log.All, line =>
            line.StartsWith("Information", StringComparison.Ordinal) && line.Contains(search.Token.Digest, StringComparison.Ordinal));
        host.AssertNotLogged(search.Token.Value);
    }
}
