namespace CarSearch.Tests.Support;

/// <summary>A timer that reports its due times.</summary>
/// <param name="timer">The timer.</param>
/// <param name="onChange">Receives each new due time.</param>
internal sealed class ObservableTimer(ITimer timer, Action<TimeSpan> onChange) : ITimer
{
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var changed = timer.Change(dueTime, period);
        onChange(dueTime);
        return changed;
    }

    public void Dispose() => timer.Dispose();

    public ValueTask DisposeAsync() => timer.DisposeAsync();
}
