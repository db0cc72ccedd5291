using System.Globalization;
using CarSearch.Searches;

namespace CarSearch.Tests.Support;

/// <summary>An operation of a store.</summary>
public enum StoreStep
{
    Read,
    Write,
}

/// <summary>
/// A store in memory that keeps records as documents and logs its operations. Operations can fail, wait or lose an acknowledgement.
/// </summary>
public sealed class MemorySearchStore : ISearchStore
{
    private readonly Lock gate = new();
    private readonly List<(StoreStep Step, SearchRecord? Record)> log = [];
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[]? document;
    private int version;

    /// <summary>
    /// Called before each operation with its number from 0. Can wait, throw, or return true to lose the acknowledgement of a write.
    /// </summary>
    public Func<int, StoreStep, ValueTask<bool>>? Before { get; set; }

    /// <summary>The stored record.</summary>
    public SearchRecord? Record
    {
        get
        {
            lock (gate)
            {
                return document is null ? null : SearchRecordJson.Read(document);
            }
        }
    }

    /// <summary>All operations so far. A write whose condition failed has no record.</summary>
    public IReadOnlyList<(StoreStep Step, SearchRecord? Record)> Log
    {
        get
        {
            lock (gate)
            {
                return [.. log];
            }
        }
    }

    public IEnumerable<SearchRecord> Written =>
        Log.Where(step => step is { Step: StoreStep.Write, Record: not null }).Select(step => step.Record!);

    public int Count(StoreStep step) => Log.Count(done => done.Step == step);

    /// <summary>Stores a record as another process would, without an operation in the log.</summary>
    public MemorySearchStore Put(SearchRecord? record)
    {
        lock (gate)
        {
            document = record is null ? null : SampleRecords.Document(record);
            version++;
        }

        return this;
    }

    /// <summary>Fails the operation of this number only.</summary>
    public MemorySearchStore FailsAt(int step)
    {
        Before = (number, _) => number == step ? throw new StoreUnavailableException("The store is down.") : new(false);
        return this;
    }

    /// <summary>
    /// Executes the write of this number but reports a failed condition, as when a response is lost and the client retries.
    /// </summary>
    public MemorySearchStore LosesAcknowledgementAt(int step)
    {
        Before = (number, _) => new(number == step);
        return this;
    }

    /// <summary>Waits for a written record that is as expected.</summary>
    public async Task<SearchRecord> WrittenAsync(Func<SearchRecord, bool> expected)
    {
        SearchRecord? found = null;
        await UntilAsync(() => (found = Written.FirstOrDefault(expected)) is not null);
        return found!;
    }

    /// <summary>Completes after a number of operations of a kind.</summary>
    public Task StepsAsync(StoreStep step, int count) => UntilAsync(() => Count(step) >= count);

    public async ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken)
    {
        await BeforeAsync(StoreStep.Read);
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            Add(StoreStep.Read, null);
            return document is null ? null : new(SearchRecordJson.Read(document), Version);
        }
    }

    public async ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken)
    {
        var isLost = await BeforeAsync(StoreStep.Write);
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (version != (document is null ? null : Version))
            {
                Add(StoreStep.Write, null);
                return null;
            }

            document = SampleRecords.Document(record);
            this.version++;
            Add(StoreStep.Write, record);
            return isLost ? null : new(record, Version);
        }
    }

    public ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask CheckAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private string Version => version.ToString(CultureInfo.InvariantCulture);

    private int steps = -1;

    private ValueTask<bool> BeforeAsync(StoreStep step) =>
        Before is { } before ? before(Interlocked.Increment(ref steps), step) : new(false);

    private void Add(StoreStep step, SearchRecord? record)
    {
        log.Add((step, record));
        more.TrySetResult();
        more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (condition())
                {
                    return;
                }

                next = more.Task;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
