using CarSearch.Functions.Load;
using CarSearch.Functions.Storage;
using CarSearch.Hosting;
using CarSearch.Searches;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CarSearch.Functions.Searches;

/// <summary>Runs searches as orchestrations whose instance id is the token.</summary>
internal sealed partial class DurableSearchOrchestrator(
    DurableTaskClient client,
    SearchAdmission admission,
    RecordPoller poller,
    DeletionMarkers deletions,
    TimeProvider time,
    ILogger<DurableSearchOrchestrator> logger) : ISearchOrchestrator
{
    /// <summary>Gets the timeout of a call of the Functions host, which itself retries for minutes without storage.</summary>
    internal static TimeSpan CallTimeout { get; } = TimeSpan.FromSeconds(4);

    public ValueTask<StartReservation> ReserveAsync(AcceptedSearch search, CancellationToken cancellationToken) =>
        admission.ReserveAsync(search, cancellationToken);

    public async ValueTask StartAsync(AcceptedSearch search, StartReservation reservation, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(
                "start a search",
                cancel => client.ScheduleNewOrchestrationInstanceAsync(
                    nameof(SearchOrchestration), SearchInput.From(search), new StartOrchestrationOptions(search.Token.Value), cancel),
                cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException) when (!cancellationToken.IsCancellationRequested)
        {
            // It may have been started nevertheless: by this call, whose response was lost, or by an earlier one with the same token.
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

        if (SearchInput.TryParse(instance.SerializedInput, out var search) && search.Token == token)
        {
            return new(search, ToStatus(instance.RuntimeStatus), instance.LastUpdatedAt);
        }

        NotASearch(token);
        return null;
    }

    public async ValueTask WaitAsync(
        SearchToken token, Func<StoredRecord, bool>? until, TimeSpan timeout, CancellationToken cancellationToken) =>
        await poller.WaitAsync(token, until, timeout, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Marks the search as deleted for the process that runs it, which observes the marker within 5 seconds, and terminates its
    /// orchestration. A failure is logged only: the tombstone is written, and no run can replace it.
    /// </summary>
    public async ValueTask StopAsync(SearchToken token, CancellationToken cancellationToken)
    {
        try
        {
            // An ended instance is not terminated: the message would stay in its queue, and housekeeping may purge the instance meanwhile.
            // If it ends between the two calls, the host refuses the termination.
            if (await FindAsync(token, false, cancellationToken).ConfigureAwait(false) is { IsCompleted: false })
            {
                await deletions.AddAsync(token, cancellationToken).ConfigureAwait(false);
                await CallAsync(
                    "end a deleted search",
                    async cancel =>
                    {
                        var reason = new TerminateInstanceOptions { Output = "Deleted by its caller." };
                        await client.TerminateInstanceAsync(token.Value, reason, cancel).ConfigureAwait(false);
                        return true;
                    },
                    cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StoreUnavailableException exception)
        {
            NotTerminated(token, (exception.InnerException ?? exception).Message);
        }
    }

    internal static SearchStatus ToStatus(OrchestrationRuntimeStatus status) => status switch
    {
        OrchestrationRuntimeStatus.Pending => SearchStatus.NotStarted,
        OrchestrationRuntimeStatus.Completed => SearchStatus.Succeeded,
        OrchestrationRuntimeStatus.Failed => SearchStatus.Failed,
        OrchestrationRuntimeStatus.Terminated => SearchStatus.Canceled,
#pragma warning disable CS0618 // The SDK marks it as unused; if it occurs, the orchestration has ended.
        OrchestrationRuntimeStatus.Canceled => SearchStatus.Canceled,
#pragma warning restore CS0618

        // Suspended by an operator: it has not ended, and its activity may be running.
        _ => SearchStatus.Running,
    };

    private Task<OrchestrationMetadata?> FindAsync(SearchToken token, bool withInput, CancellationToken cancellationToken) =>
        CallAsync("find a search", cancel => client.GetInstanceAsync(token.Value, withInput, cancel), cancellationToken);

    /// <summary>Calls the Functions host with a timeout, and converts every failure to one exception.</summary>
    private async Task<T> CallAsync<T>(string what, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(CallTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await call(linked.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The types differ between versions of the SDK: those of gRPC, its own, and common ones.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // The client reports cancellation by the caller as one of its own exceptions.
            cancellationToken.ThrowIfCancellationRequested();

            // The messages contain the instance id, which is the token, and are logged.
            throw new StoreUnavailableException($"The orchestrator could not {what}.", Redactor.Redact(exception));
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Failed to terminate the orchestration of the deleted search {Search}. Its run ends at its next write. {Reason}")]
    private partial void NotTerminated(SearchToken search, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The orchestration of {Search} is not a search: its input is invalid.")]
    private partial void NotASearch(SearchToken search);
}
