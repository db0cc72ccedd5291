using CarSearch.Searches;

namespace CarSearch.Local;

/// <summary>A search of this process that has not ended: what the database does not hold of it.</summary>
internal sealed class LiveSearch(AcceptedSearch search)
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private LinkedListNode<LiveSearch>? place;
    private StoredRecord? stored;
    private Task ending = Task.CompletedTask;
    private bool isEnding;

    /// <summary>The search.</summary>
    public AcceptedSearch Search { get; } = search;

    /// <summary>Done when the search has been written down, or could not be.</summary>
    public TaskCompletionSource Accepted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The row in which it is written down.</summary>
    public long Row { get; set; }

    /// <summary>Its place among those that wait; this and the next three are <see cref="Load.SearchLoad"/>'s own, under its lock.</summary>
    public LinkedListNode<LiveSearch> Place => place ??= new(this);

    /// <summary>When it got in line, as a timestamp.</summary>
    public long Enqueued { get; set; }

    /// <summary>When its run began; null while it waits.</summary>
    public double? Began { get; set; }

    /// <summary>How much of the memory is kept for it.</summary>
    public long ReservedBytes { get; set; }

    /// <summary>Canceled when the search is not wanted any more.</summary>
    public CancellationTokenSource Stop { get; } = new();

    /// <summary>Done when the search has ended or been deleted.</summary>
    public Task Ended => ended.Task;

    /// <summary>Its record with the progress; null until it is written down.</summary>
    public StoredRecord? Stored => Volatile.Read(ref stored);

    /// <summary>Done when no end is being written.</summary>
    public Task Ending
    {
        get
        {
            lock (gate)
            {
                return ending;
            }
        }
    }

    /// <summary>Publishes progress, if nobody has written meanwhile, or is about to end the search.</summary>
    public bool TryPublish(StoredRecord next, string? version)
    {
        lock (gate)
        {
            if (isEnding || stored is null || stored.Version != version)
            {
                return false;
            }

            Volatile.Write(ref stored, next);
            return true;
        }
    }

    /// <summary>Holds the record still until its end is on the disk, or could not be put there, if nobody has written meanwhile.</summary>
    public bool TryBeginEnd(string? version, Task done)
    {
        lock (gate)
        {
            if (stored?.Version != version)
            {
                return false;
            }

            (isEnding, ending) = (true, done);
            return true;
        }
    }

    /// <summary>Goes on after an end that could not be written.</summary>
    public void ForgetEnd()
    {
        lock (gate)
        {
            isEnding = false;
        }
    }

    /// <summary>Sets the record, whatever was there. A tombstone stops the search.</summary>
    public void Set(StoredRecord next)
    {
        Volatile.Write(ref stored, next);
        if (next.Record.IsFinal)
        {
            ended.TrySetResult();
        }

        if (next.Record.Status is SearchStatus.Deleted)
        {
            // Not on this thread, which writes for all.
            _ = Stop.CancelAsync();
        }
    }
}
