using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CarSearch.Functions.Housekeeping;

/// <summary>Purges ended orchestrations every ten minutes, on one instance, and deletes old records where no lifecycle rule does.</summary>
internal sealed partial class Housekeeper(
    InstancePurger purger, RecordCleanup cleanup, IOptions<ResultsOptions> results, TimeProvider time, ILogger<Housekeeper> logger)
{
    /// <summary>Gets the maximum time of a run; the next run continues.</summary>
    public static TimeSpan MaxRunTime { get; } = TimeSpan.FromMinutes(4);

    /// <summary>Runs both until nothing is left, or the time is up.</summary>
    [Function("Housekeeping")]
    public async Task RunAsync(
        [TimerTrigger("0 */10 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(MaxRunTime, time);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);

        // In parallel, so that neither blocks the other.
        var counts = await Task.WhenAll(
            purger.RunAsync(client, until.Token),
            results.Value.Sweep ? cleanup.RunAsync(until.Token) : Task.FromResult(0)).ConfigureAwait(false);
        Done(counts[0], counts[1], until.IsCancellationRequested ? "more remain for the next run" : "none remain");
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Purged {Orchestrations} ended orchestrations and deleted {Records} old records; {Rest}.")]
    private partial void Done(int orchestrations, int records, string rest);
}
