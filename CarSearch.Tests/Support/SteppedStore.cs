using System.Globalization;
using System.Threading.Channels;
using CarSearch.Searches;

namespace CarSearch.Tests.Support;

/// <summary>
/// A store that executes concurrent operations in random order: one at a time, chosen when all actors wait. Each operation checks the
/// rules.
/// </summary>
public sealed class SteppedStore(Random random)
{
    private const int MaxFaults = 8;

    private readonly Lock gate = new();
    private readonly List<ActorPort> actors = [];
    private readonly Channel<bool> changed = Channel.CreateUnbounded<bool>();
    private int version;
    private int faults;

    internal enum Fault
    {
        None,
        Before,
        After,
        LostAcknowledgement,
    }

    public SearchRecord? Record { get; private set; }

    public List<string> Steps { get; } = [];

    private string? Version => Record is null ? null : version.ToString(CultureInfo.InvariantCulture);

    public ActorPort Port()
    {
        lock (gate)
        {
            actors.Add(new(this, actors.Count));
            return actors[^1];
        }
    }

    /// <summary>Executes operations until a task completes.</summary>
    public async Task PlayAsync(Task all)
    {
        while (!all.IsCompleted)
        {
            Action? step = null;
            lock (gate)
            {
                if (actors.Count > 0 && actors.TrueForAll(actor => actor.Pending is not null))
                {
                    step = Next();
                }
            }

            if (step is not null)
            {
                step();
            }
            else
            {
                await Task.WhenAny(changed.Reader.ReadAsync().AsTask(), all);
            }
        }

        await all;
    }

    private Action Next()
    {
        var actor = actors[random.Next(actors.Count)];
        var step = actor.Pending!;
        actor.Pending = null;
        var fault = faults < MaxFaults && random.Next(8) == 0 ? (Fault)random.Next(1, 4) : Fault.None;
        faults += fault is Fault.None ? 0 : 1;
        return () => step(fault);
    }

    private void Check(SearchRecord next)
    {
        if (Record is not { } last)
        {
            return;
        }

        var isTombstone = next.Status is SearchStatus.Deleted;
        Assert.False(last.Status is SearchStatus.Deleted, "A deleted record was overwritten.");
        Assert.False(last.IsFinal && !isTombstone, "A final record was overwritten.");
        Assert.True(isTombstone || next.Attempt >= last.Attempt, "An older attempt overwrote a newer one.");
        Assert.All(last.Suppliers.Where(outcome => !isTombstone && outcome.Status is SupplierStatus.Succeeded), outcome =>
        {
            var kept = next.Of(outcome.Name);
            Assert.Equal(SupplierStatus.Succeeded, kept.Status);
            Assert.True(outcome.Offers.Json.Span.SequenceEqual(kept.Offers.Json.Span), "A response was replaced.");
        });
    }

    /// <summary>The store as one actor uses it.</summary>
    public sealed class ActorPort(SteppedStore store, int actor) : ISearchStore
    {
        private SearchRecord? seen;

        internal Action<Fault>? Pending { get; set; }

        public async ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken) => await StepAsync(fault =>
        {
            var now = store.Record;
            store.Steps.Add($"{actor} reads {now?.Status} {now?.Attempt} {fault}");
            Assert.True(seen is null || now is not null, "A record vanished.");
            Assert.True(seen?.Status is not SearchStatus.Deleted || now!.Status is SearchStatus.Deleted, "A record came back.");
            Assert.True(seen is not { IsFinal: true } || now!.IsFinal, "A final record changed.");
            Assert.True(seen is null || now!.Status is SearchStatus.Deleted || now.Attempt >= seen.Attempt, "The attempt decreased.");
            seen = now;
            return fault is Fault.None or Fault.LostAcknowledgement
                ? now is null ? null : new StoredRecord(SearchRecordJson.Read(SampleRecords.Document(now)), store.Version!)
                : throw new StoreUnavailableException("The store is down.");
        });

        public async ValueTask<StoredRecord?> WriteAsync(
            SearchRecord record, string? version, CancellationToken cancellationToken) => await StepAsync(fault =>
        {
            var isWritten = fault is not Fault.Before && version == store.Version;
            store.Steps.Add($"{actor} writes {record.Status} {record.Attempt}: {isWritten} {fault}");
            if (isWritten)
            {
                store.Check(record);
                store.Record = record;
                store.version++;
            }

            return fault switch
            {
                Fault.None => isWritten ? new StoredRecord(record, store.Version!) : null,
                Fault.LostAcknowledgement => null,
                _ => throw new StoreUnavailableException("The store is down."),
            };
        });

        public ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        /// <summary>Removes the actor: the others no longer wait for it.</summary>
        public void Leave()
        {
            lock (store.gate)
            {
                store.actors.Remove(this);
            }

            store.changed.Writer.TryWrite(true);
        }

        private Task<StoredRecord?> StepAsync(Func<Fault, StoredRecord?> step)
        {
            var done = new TaskCompletionSource<StoredRecord?>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (store.gate)
            {
                Pending = fault =>
                {
                    try
                    {
                        done.SetResult(step(fault));
                    }
                    catch (Exception exception)
                    {
                        done.SetException(exception);
                    }
                };
            }

            store.changed.Writer.TryWrite(true);
            return done.Task;
        }
    }
}
