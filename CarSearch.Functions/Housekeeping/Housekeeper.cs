using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CarSearch.Functions.Housekeeping;

/// <summary>Every ten minutes, on one instance: purges ended orchestrations, whose history grows for ever otherwise, and old records where no lifecycle rule does.</summary>
internal sealed partial class Housekeeper(
    InstancePurge purge, ResultsSweep sweep, IOptions<ResultsOptions> results, TimeProvider time, ILogger<Housekeeper> logger)
{
    /// <summary>How long one run takes at most; what is left is for the next.</summary>
    public static TimeSpan Budget { get; } = TimeSpan.FromMinutes(4);

    /// <summary>Purges and sweeps until nothing is left or the time is up.</summary>
    [Function("Housekeeping")]
    public async Task RunAsync([TimerTrigger("0 */10 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken stop)
    {
        using var budget = new CancellationTokenSource(Budget, time);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stop, budget.Token);

        // Side by side, so that neither a backlog nor a fault of the one keeps the other.
        var counts = await Task.WhenAll(
            purge.RunAsync(client, until.Token),
            results.Value.Sweep ? sweep.RunAsync(until.Token) : Task.FromResult(0)).ConfigureAwait(false);
        Done(counts[0], counts[1], until.IsCancellationRequested ? "the rest is for the next run" : "nothing is left");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Purged {Orchestrations} orchestrations that had ended and deleted {Records} old records; {Rest}.")]
    private partial void Done(int orchestrations, int records, string rest);
}
