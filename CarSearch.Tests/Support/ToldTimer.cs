namespace CarSearch.Tests.Support;

/// <summary>A timer that tells of every time it is set for.</summary>
/// <param name="timer">The timer.</param>
/// <param name="told">Takes the time until it fires.</param>
internal sealed class ToldTimer(ITimer timer, Action<TimeSpan> told) : ITimer
{
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var changed = timer.Change(dueTime, period);
        told(dueTime);
        return changed;
    }

    public void Dispose() => timer.Dispose();

    public ValueTask DisposeAsync() => timer.DisposeAsync();
}
