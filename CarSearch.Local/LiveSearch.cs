using CarSearch.Searches;

namespace CarSearch.Local;

/// <summary>A search of this process that has not ended: what the database does not hold of it.</summary>
internal sealed class LiveSearch(AcceptedSearch search)
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoredRecord? stored;

    /// <summary>The search.</summary>
    public AcceptedSearch Search { get; } = search;

    /// <summary>Done when the search has been written down, or could not be.</summary>
    public TaskCompletionSource<StartResult> Accepted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The row in which it is written down.</summary>
    public long Row { get; set; }

    /// <summary>Canceled when the search is not wanted any more.</summary>
    public CancellationTokenSource Stop { get; } = new();

    /// <summary>Done when the search has ended or been deleted.</summary>
    public Task Ended => ended.Task;

    /// <summary>Its record with the progress; null until it is written down.</summary>
    public StoredRecord? Stored => Volatile.Read(ref stored);

    /// <summary>Publishes progress, if nobody has written meanwhile.</summary>
    public bool TryPublish(StoredRecord next, StoredRecord expected) =>
        ReferenceEquals(Interlocked.CompareExchange(ref stored, next, expected), expected);

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
