using CarSearch.Tests.Functions.Hosting;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>Moves a host's clock for something that waits in pauses, from each to the next.</summary>
internal sealed class WaitClock(DurableHost host)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly List<TimeSpan> pauses = [];
    private Task<DateTimeOffset>? next;

    /// <summary>The pauses so far.</summary>
    public IReadOnlyList<TimeSpan> Pauses => pauses;

    /// <summary>Goes on until it waits no more.</summary>
    /// <param name="waiting">What waits.</param>
    /// <param name="at">When something happens meanwhile.</param>
    /// <param name="happens">What happens.</param>
    public async Task RunAsync(Task waiting, DateTimeOffset? at = null, Action? happens = null)
    {
        var isStillToCome = at is not null;
        while (true)
        {
            next ??= host.Time.NextTimerAsync(LongestPause);
            if (await Task.WhenAny(waiting, next) == waiting)
            {
                return;
            }

            var due = await next;
            next = null;
            pauses.Add(due - host.Time.GetUtcNow());
            if (isStillToCome && at <= due)
            {
                host.Time.SetUtcNow(at!.Value);
                happens!();
                isStillToCome = false;
            }

            host.Time.SetUtcNow(due);
        }
    }
}
