using CarSearch.Functions.Load;
using CarSearch.Functions.Storage;
using CarSearch.Searches;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CarSearch.Functions.Searches;

/// <summary>Searches as orchestrations: the instance id is the token.</summary>
internal sealed partial class DurableSearchOrchestrator(
    DurableTaskClient client,
    SearchAdmission admission,
    RecordPoll poll,
    DeletionMarkers deletions,
    TimeProvider time,
    ILogger<DurableSearchOrchestrator> logger) : ISearchOrchestrator
{
    /// <summary>How long the Functions host may take for one call. It retries for minutes while its storage is down; our callers do not wait so long.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromSeconds(4);

    public ValueTask<StartReservation> ReserveAsync(AcceptedSearch search, CancellationToken cancellationToken) =>
        admission.ReserveAsync(search, cancellationToken);

    public async ValueTask StartAsync(AcceptedSearch search, StartReservation reservation, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(
                "start a search",
                cancel => client.ScheduleNewOrchestrationInstanceAsync(
                    nameof(SearchOrchestration), SearchInput.Of(search), new StartOrchestrationOptions(search.Token.Value), cancel),
                cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException) when (!cancellationToken.IsCancellationRequested)
        {
            // It may have been started nevertheless: by this call, whose answer was lost, or by an earlier one with this token.
            if (await FindAsync(search.Token, false, cancellationToken).ConfigureAwait(false) is null)
            {
                throw;
            }
        }

        reservation.Use();
    }

    public async ValueTask<OrchestrationState?> GetStateAsync(SearchToken token, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, true, cancellationToken).ConfigureAwait(false) is not { } instance)
        {
            return null;
        }

        if (SearchInput.TryRead(instance.SerializedInput, out var search) && search.Token == token)
        {
            return new(search, StatusOf(instance.RuntimeStatus), instance.LastUpdatedAt);
        }

        NotASearch(token);
        return null;
    }

    public async ValueTask WaitForEndAsync(SearchToken token, TimeSpan atMost, CancellationToken cancellationToken) =>
        await poll.UntilFinalAsync(token, atMost, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Marks the search as deleted for the process that runs it, which finds the marker within 5 seconds, and terminates its orchestration.
    /// A failure is logged and not reported: the tombstone has been written, and no run can replace it.
    /// </summary>
    public async ValueTask StopAsync(SearchToken token, CancellationToken cancellationToken)
    {
        try
        {
            // One that has ended is not terminated: the message would stay in its queue, and housekeeping may purge the instance
            // meanwhile. It may still end between the two calls; the host refuses then.
            if (await FindAsync(token, false, cancellationToken).ConfigureAwait(false) is { IsCompleted: false })
            {
                await deletions.AddAsync(token, cancellationToken).ConfigureAwait(false);
                await CallAsync("end a deleted search", TerminateAsync, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StoreUnavailableException exception)
        {
            NotTerminated(token, (exception.InnerException ?? exception).Message);
        }

        async Task<bool> TerminateAsync(CancellationToken cancel)
        {
            await client.TerminateInstanceAsync(token.Value, new TerminateInstanceOptions { Output = "Deleted by its caller." }, cancel).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>The contract's word for the state of an orchestration.</summary>
    internal static SearchStatus StatusOf(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Pending => SearchStatus.NotStarted,
        OrchestrationRuntimeStatus.Completed => SearchStatus.Succeeded,
        OrchestrationRuntimeStatus.Failed => SearchStatus.Failed,
        OrchestrationRuntimeStatus.Terminated => SearchStatus.Canceled,
#pragma warning disable CS0618 // Not in use, says the SDK; where it comes up all the same, the orchestration has ended.
        OrchestrationRuntimeStatus.Canceled => SearchStatus.Canceled,
#pragma warning restore CS0618

        // Suspended by an operator: it has not ended, and its activity may be at work.
        _ => SearchStatus.Running,
    };

    private Task<OrchestrationMetadata?> FindAsync(SearchToken token, bool withInput, CancellationToken cancellationToken) =>
        CallAsync("find a search", cancel => client.GetInstanceAsync(token.Value, withInput, cancel), cancellationToken);

    /// <summary>Calls the Functions host, in time; whatever goes wrong there is told as one thing.</summary>
    private async Task<T> CallAsync<T>(string what, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await call(given.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // gRPC's exceptions, the SDK's own and plain ones: which, has changed from version to version.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // That its caller gave up, the client tells as a fault of its own.
            cancellationToken.ThrowIfCancellationRequested();

            // What they say names the instance, whose id is the token, and all of this is logged.
            throw new StoreUnavailableException($"The orchestrator could not {what}.", Redaction.Of(exception));
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The orchestration of deleted search {Search} could not be terminated; its run ends at its next write. {Reason}")]
    private partial void NotTerminated(SearchToken search, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The orchestration of {Search} is no search: its input can't be read.")]
    private partial void NotASearch(SearchToken search);
}
