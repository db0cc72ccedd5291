using System.Threading.Channels;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>Stands between a host's handlers and its two ports: makes them fail on demand, and reports callers that wait.</summary>
public sealed class PortFaults
{
    private readonly Channel<SearchToken> waiters = Channel.CreateUnbounded<SearchToken>();
    private TaskCompletionSource? stalled;
    private int waiting;

    /// <summary>From now on, while true, the store can't be reached.</summary>
    public bool StoreIsDown { get; set; }

    /// <summary>From now on, while true, the condition of each write fails, as when others write constantly.</summary>
    public bool WritesAreRefused { get; set; }

    /// <summary>The number of these writes.</summary>
    public int RefusedWrites { get; private set; }

    /// <summary>From now on, while true, the orchestrator can't be reached.</summary>
    public bool OrchestratorIsDown { get; set; }

    /// <summary>From now on, while set, the orchestrator refuses searches until then.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>Neither port responds until the result is disposed of.</summary>
    public IDisposable Stall()
    {
        stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return new Stalled(this);
    }

    /// <summary>The number of health checks.</summary>
    public int Checks { get; private set; }

    /// <summary>The next GET that waits for a search's end: from here on the clock may move.</summary>
    public ValueTask<SearchToken> WaiterAsync() => waiters.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    /// <summary>Returns once nobody waits for the end of a search.</summary>
    public Task NoWaiterAsync() => Eventually.TrueAsync(() => Volatile.Read(ref waiting) == 0, () => "Somebody waits.");

    /// <summary>Moves the clock by a second if somebody waits for a search, and lets what follows from it happen.</summary>
    public async Task AdvanceWaitAsync(SteppingTimeProvider time)
    {
        if (Volatile.Read(ref waiting) > 0)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        // What follows passes real connections, so that one step may not be enough.
        await Task.Delay(TimeSpan.FromMilliseconds(50));
    }

    /// <summary>The store with its faults.</summary>
    public ISearchStore Around(ISearchStore store) => new Store(this, store);

    /// <summary>The orchestrator with its faults.</summary>
    public ISearchOrchestrator Around(ISearchOrchestrator orchestrator) => new Orchestrator(this, orchestrator);

    private static void Throw(bool isDown)
    {
        if (isDown)
        {
            throw new StoreUnavailableException("The disk at /secret/path is gone.", new IOException("secret"), TimeSpan.FromSeconds(7));
        }
    }

    private async ValueTask<T> PassAsync<T>(bool isDown, Func<ValueTask<T>> call)
    {
        Throw(isDown);
        if (stalled is { } stall)
        {
            await stall.Task;
        }

        return await call();
    }

    private sealed class Stalled(PortFaults faults) : IDisposable
    {
        public void Dispose()
        {
            var stall = faults.stalled;
            faults.stalled = null;
            stall?.TrySetResult();
        }
    }

    private sealed class Store(PortFaults faults, ISearchStore inner) : ISearchStore
    {
        public ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken) =>
            faults.PassAsync(faults.StoreIsDown, () => inner.ReadAsync(token, cancellationToken));

        public ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken)
        {
            if (faults.WritesAreRefused)
            {
                faults.RefusedWrites++;
                return new((StoredRecord?)null);
            }

            return faults.PassAsync(faults.StoreIsDown, () => inner.WriteAsync(record, version, cancellationToken));
        }

        public ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken) =>
            faults.PassAsync(faults.StoreIsDown, () => inner.ClaimAsync(claim, cancellationToken));

        public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
            faults.PassAsync(faults.StoreIsDown, () => inner.FindClaimAsync(key, now, cancellationToken));

        public ValueTask CheckAsync(CancellationToken cancellationToken)
        {
            faults.Checks++;
            Throw(faults.StoreIsDown);
            return inner.CheckAsync(cancellationToken);
        }
    }

    private sealed class Orchestrator(PortFaults faults, ISearchOrchestrator inner) : ISearchOrchestrator
    {
        public async ValueTask<StartReservation> ReserveAsync(AcceptedSearch search, CancellationToken cancellationToken) =>
            faults.RetryAfter is { } retryAfter
                ? StartReservation.Refused(retryAfter)
                : await inner.ReserveAsync(search, cancellationToken);

        public async ValueTask StartAsync(AcceptedSearch search, StartReservation reservation, CancellationToken cancellationToken) =>
            await faults.PassAsync(
                faults.OrchestratorIsDown,
                async () =>
                {
                    await inner.StartAsync(search, reservation, cancellationToken);
                    return true;
                });

        public ValueTask<OrchestrationState?> GetStateAsync(SearchToken token, CancellationToken cancellationToken) =>
            faults.PassAsync(faults.OrchestratorIsDown, () => inner.GetStateAsync(token, cancellationToken));

        public async ValueTask WaitAsync(
            SearchToken token, Func<StoredRecord, bool>? until, TimeSpan timeout, CancellationToken cancellationToken)
        {
            // The wait sets its timer before it is reported.
            var end = inner.WaitAsync(token, until, timeout, cancellationToken);
            Interlocked.Increment(ref faults.waiting);
            faults.waiters.Writer.TryWrite(token);
            try
            {
                await end;
            }
            finally
            {
                Interlocked.Decrement(ref faults.waiting);
            }
        }

        public ValueTask StopAsync(SearchToken token, CancellationToken cancellationToken)
        {
            Throw(faults.OrchestratorIsDown);
            return inner.StopAsync(token, cancellationToken);
        }
    }
}
