using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CarSearch.Functions.Housekeeping;

/// <summary>
/// Purges orchestrations that ended more than two hours ago. Never one that has not ended, nor one that has ended just now: a message to it may
/// still be on its way, which without its instance poisons its queue.
/// </summary>
internal sealed partial class InstancePurge(TimeProvider time, ILogger<InstancePurge> logger)
{
    internal const int AtATime = 32;

    private static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>How long an orchestration is kept once it has ended.</summary>
    public static TimeSpan Keep { get; } = TimeSpan.FromHours(2);

    /// <summary>Purges, page by page, until nothing is left or the time is up.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RunAsync(DurableTaskClient client, CancellationToken until)
    {
        // Queries know when an instance was created, not when it ended: what was created since can't have ended before.
        var endedBefore = time.GetUtcNow() - Keep;
        var query = new OrchestrationQuery(CreatedTo: endedBefore, Statuses: Ended);
        var purged = 0;
        try
        {
            await foreach (var page in client.GetAllInstancesAsync(query).AsPages().WithCancellation(until).ConfigureAwait(false))
            {
                until.ThrowIfCancellationRequested();
                await Parallel.ForEachAsync(
                    page.Values.Where(instance => instance.IsCompleted && instance.LastUpdatedAt <= endedBefore),
                    new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = until },
                    async (instance, cancel) => Interlocked.Add(ref purged, await PurgeAsync(client, instance, cancel).ConfigureAwait(false))).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The rest is for the next run.
        }

        return purged;
    }

    private async ValueTask<int> PurgeAsync(DurableTaskClient client, OrchestrationMetadata instance, CancellationToken until)
    {
        try
        {
            return (await client.PurgeInstanceAsync(instance.InstanceId, cancellation: until).ConfigureAwait(false)).PurgedInstanceCount;
        }
#pragma warning disable CA1031 // One that can't be purged must not keep the others; the next run tries again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!until.IsCancellationRequested)
            {
                NotPurged(Redaction.Of(exception));
            }

            return 0;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An orchestration that has ended could not be purged; the next run tries again.")]
    private partial void NotPurged(Exception exception);
}
