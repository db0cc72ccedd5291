using CarSearch.Local.Load;
using CarSearch.Searches;

namespace CarSearch.Local;

/// <summary>The state in memory of a search that was accepted and has not ended.</summary>
internal sealed class PendingSearch(AcceptedSearch search)
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private LinkedListNode<PendingSearch>? queueNode;
    private TaskCompletionSource? change;
    private StoredRecord? stored;
    private Task finalWrite = Task.CompletedTask;
    private bool isFinalWritePending;

    public AcceptedSearch Search { get; } = search;

    /// <summary>Gets the source of the task that completes when the search is committed, and fails when it could not be.</summary>
    public TaskCompletionSource Accepted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets or sets the key of its row in the database.</summary>
    public long RowId { get; set; }

    /// <summary>
    /// Gets its node in the queue. This and the next three members belong to <see cref="SearchQueue"/> and are guarded by its lock.
    /// </summary>
    public LinkedListNode<PendingSearch> QueueNode => queueNode ??= new(this);

    public long EnqueuedAt { get; set; }

    /// <summary>Gets or sets the result of <see cref="StartForecast.Begin"/> for its run; null while it waits.</summary>
    public double? RunStart { get; set; }

    public long ReservedBytes { get; set; } = SearchSizeEstimator.QueuedBytes;

    /// <summary>Gets the source that cancels its run.</summary>
    public CancellationTokenSource Stop { get; } = new();

    /// <summary>Gets a task that completes when the search has ended or been deleted.</summary>
    public Task Ended => ended.Task;

    /// <summary>Gets its record with the progress; null until the search is committed.</summary>
    public StoredRecord? Stored => Volatile.Read(ref stored);

    /// <summary>Gets the write of the final record that is in progress, or a completed task.</summary>
    public Task FinalWrite => Volatile.Read(ref finalWrite);

    /// <summary>Publishes progress unless the version does not match or the final record is being written.</summary>
    public bool TryPublish(StoredRecord next, string? version)
    {
        lock (gate)
        {
            if (isFinalWritePending || stored is null || stored.Version != version)
            {
                return false;
            }

            Volatile.Write(ref stored, next);
        }

        NotifyChange();
        return true;
    }

    /// <summary>Waits until its record meets a condition, or it has ended or been deleted.</summary>
    public async Task WhenAsync(Func<StoredRecord, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Subscribes before the record is read, so that no change is missed.
            var changed = Subscribe();
            if (Stored is { } current && (current.Record.IsFinal || condition(current)))
            {
                return;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Blocks progress while the final record is written, unless the version does not match.</summary>
    public bool TryBeginFinalWrite(string? version, Task write)
    {
        lock (gate)
        {
            if (stored?.Version != version)
            {
                return false;
            }

            isFinalWritePending = true;
            Volatile.Write(ref finalWrite, write);
            return true;
        }
    }

    /// <summary>Allows progress again after the final record could not be written.</summary>
    public void CancelFinalWrite()
    {
        lock (gate)
        {
            isFinalWritePending = false;
        }
    }

    /// <summary>Sets the record unconditionally. A tombstone cancels the run.</summary>
    public void Set(StoredRecord next)
    {
        Volatile.Write(ref stored, next);
        NotifyChange();
        if (next.Record.IsFinal)
        {
            ended.TrySetResult();
        }

        if (next.Record.Status is SearchStatus.Deleted)
        {
            // Callbacks must not run on the caller's thread, which is the database writer.
            _ = Stop.CancelAsync();
        }
    }

    /// <summary>Gets a task that completes at the next change of its record. All subscribers share it.</summary>
    private Task Subscribe()
    {
        lock (gate)
        {
            return (change ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void NotifyChange()
    {
        TaskCompletionSource? subscribers;
        lock (gate)
        {
            (subscribers, change) = (change, null);
        }

        subscribers?.SetResult();
    }
}
