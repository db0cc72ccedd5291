using CarSearch.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CarSearch.Functions.Housekeeping;

/// <summary>
/// Purges orchestrations that ended more than two hours ago, whose history would otherwise grow without limit. Instances that are running
/// or ended recently are not purged: a message for them may be in transit, and without its instance it would poison the queue.
/// </summary>
internal sealed partial class InstancePurger(TimeProvider time, ILogger<InstancePurger> logger)
{
    internal const int MaxConcurrency = 32;

    private static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Gets the time for which an ended orchestration is kept.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromHours(2);

    /// <summary>Purges page by page until nothing is left, or the time is up.</summary>
    /// <returns>The number of purged instances.</returns>
    public async Task<int> RunAsync(DurableTaskClient client, CancellationToken until)
    {
        // Queries filter by the time of creation, not of the end.
        var endedBefore = time.GetUtcNow() - Retention;
        var query = new OrchestrationQuery(CreatedTo: endedBefore, Statuses: Ended);
        var purged = 0;
        try
        {
            await foreach (var page in client.GetAllInstancesAsync(query).AsPages().WithCancellation(until).ConfigureAwait(false))
            {
                until.ThrowIfCancellationRequested();
                await Parallel.ForEachAsync(
                    page.Values.Where(instance => instance.IsCompleted && instance.LastUpdatedAt <= endedBefore),
                    new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = until },
                    async (instance, cancel) => Interlocked.Add(
                        ref purged, await PurgeAsync(client, instance, cancel).ConfigureAwait(false))).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The next run continues.
        }

        return purged;
    }

    private async ValueTask<int> PurgeAsync(DurableTaskClient client, OrchestrationMetadata instance, CancellationToken until)
    {
        try
        {
            return (await client.PurgeInstanceAsync(instance.InstanceId, cancellation: until).ConfigureAwait(false)).PurgedInstanceCount;
        }
#pragma warning disable CA1031 // An instance that can't be purged must not block the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!until.IsCancellationRequested)
            {
                PurgeFailed(Redactor.Redact(exception));
            }

            return 0;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Failed to purge an ended orchestration. The next run tries again.")]
    private partial void PurgeFailed(Exception exception);
}
