using System.Collections.Concurrent;
using System.Collections.Immutable;
using CarSearch.Searches;

namespace CarSearch.Local.Load;

/// <summary>
/// Admits searches and queues them in order of acceptance. As many run as memory and processors allow. A search whose expected wait is
/// too long is rejected. Searches that have not ended are found here by their token.
/// </summary>
internal sealed partial class SearchQueue(
    MemoryBudget budget,
    SearchSizeEstimator sizes,
    StartForecast forecast,
    StartRateLimiter limiter,
    SearchQueueLimits limits,
    TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<SearchToken, PendingSearch> searches = new();
    private readonly LinkedList<PendingSearch> waiting = [];
    private readonly RetryAfterSchedule rejections = new(time);
    private readonly CallerShares callers = new(limits.MaxShare);
    private int accepted;

    public bool IsIdle => Volatile.Read(ref accepted) == 0;

    /// <summary>Gets a snapshot of all searches that have not ended.</summary>
    public IEnumerable<PendingSearch> All => searches.Values;

    /// <summary>Finds a search that has not ended.</summary>
    public PendingSearch? Find(SearchToken token) => searches.GetValueOrDefault(token);

    /// <summary>Adds a search unless one with its token exists.</summary>
    /// <returns>The added or the existing search.</returns>
    public PendingSearch GetOrAdd(PendingSearch search) => searches.GetOrAdd(search.Search.Token, search);

    /// <summary>Reserves capacity for a search that is about to be committed, if it can start in time.</summary>
    /// <param name="search">The search.</param>
    /// <param name="expectedWait">The time until its run is expected to start.</param>
    /// <returns>Null if the search is admitted; otherwise the time after which the request can be retried.</returns>
    public TimeSpan? TryReserve(AcceptedSearch search, out TimeSpan expectedWait)
    {
        lock (gate)
        {
            if (GetRetryAfter(sizes.Estimate(search.Request), search.Caller, out expectedWait) is { } retryAfter)
            {
                return retryAfter;
            }

            ReserveOne(search);
            return null;
        }
    }

    /// <summary>Gets the time until the run of a search is expected to start; zero if it is not queued.</summary>
    public TimeSpan GetExpectedWait(PendingSearch search)
    {
        lock (gate)
        {
            // Rows are numbered in the order of the queue.
            return search.QueueNode.List is null
                ? TimeSpan.Zero
                : Forecast(
                    (int)Math.Clamp(search.RowId - waiting.First!.Value.RowId + 1, 1, waiting.Count),
                    sizes.Estimate(search.Search.Request)).Wait;
        }
    }

    /// <summary>Releases a reservation whose search was not added.</summary>
    public void CancelReservation(AcceptedSearch search)
    {
        lock (gate)
        {
            Release(search, SearchSizeEstimator.QueuedBytes);
        }
    }

    /// <summary>Adds and enqueues a search that an earlier process accepted, regardless of the limits.</summary>
    public void Resume(PendingSearch search)
    {
        GetOrAdd(search);
        lock (gate)
        {
            ReserveOne(search.Search);
        }

        Enqueue(search);
    }

    /// <summary>Enqueues a search that has been committed.</summary>
    public void Enqueue(PendingSearch search)
    {
        lock (gate)
        {
            search.EnqueuedAt = time.GetTimestamp();
            waiting.AddLast(search.QueueNode);
        }
    }

    /// <summary>Dequeues the next search to run, if the memory budget and the rate limit allow it.</summary>
    /// <param name="next">The search; null if there is none or none may start now.</param>
    /// <returns>False if only the rate limit prevents the start, so that the call should be repeated soon.</returns>
    public bool TryDequeue(out PendingSearch? next)
    {
        lock (gate)
        {
            next = null;
            if (waiting.First?.Value is not { } first)
            {
                limiter.OnQueueEmpty();
                return true;
            }

            // One search always runs, whatever its size.
            if (forecast.Running > 0 && !Fits(first))
            {
                return true;
            }

            if (!limiter.TryAcquire())
            {
                return false;
            }

            next = first;
            waiting.RemoveFirst();
            next.RunStart = forecast.Begin();
            Reserve(next, Math.Max(next.ReservedBytes, sizes.Estimate(next.Search.Request)));
            return true;
        }
    }

    /// <summary>Increases the reservation of a running search if its responses so far exceed the estimate.</summary>
    public void UpdateReservation(PendingSearch search, ImmutableArray<SupplierOutcome> outcomes)
    {
        var bytes = sizes.Measure(outcomes);
        lock (gate)
        {
            if (search.RunStart is not null && bytes > search.ReservedBytes)
            {
                Reserve(search, bytes);
            }
        }
    }

    /// <summary>Returns a search whose run was aborted to the head of the queue.</summary>
    public void Requeue(PendingSearch search)
    {
        lock (gate)
        {
            forecast.End(search.RunStart!.Value, counts: false);
            search.RunStart = null;
            waiting.AddFirst(search.QueueNode);
        }
    }

    /// <summary>
    /// Removes a search that has ended or was not accepted, and releases its reservation if it is queued. <see cref="Complete"/> releases
    /// that of a running one.
    /// </summary>
    public void Remove(PendingSearch search)
    {
        searches.TryRemove(new(search.Search.Token, search));
        lock (gate)
        {
            if (search.QueueNode.List is not null)
            {
                waiting.Remove(search.QueueNode);
                Release(search.Search, search.ReservedBytes);
            }
        }
    }

    /// <summary>Releases the reservation of a search whose run has ended, or which was not accepted.</summary>
    public void Complete(PendingSearch search)
    {
        lock (gate)
        {
            if (search.RunStart is { } start)
            {
                limiter.OnRunEnded();
                var record = search.Stored?.Record;
                forecast.End(start, counts: record is { IsEnded: true });
                if (record is { IsEnded: true })
                {
                    sizes.Update(search.Search.Request, record.Suppliers);
                }
            }

            Release(search.Search, search.ReservedBytes);
        }
    }

    private bool Fits(PendingSearch search) => sizes.Estimate(search.Search.Request) - search.ReservedBytes <= budget.FreeBytes;

    private void ReserveOne(AcceptedSearch search)
    {
        accepted++;
        callers.Add(search.Caller);
        budget.Reserve(SearchSizeEstimator.QueuedBytes);
    }

    private void Release(AcceptedSearch search, long bytes)
    {
        accepted--;
        callers.Remove(search.Caller);
        budget.Reserve(-bytes);
    }

    private void Reserve(PendingSearch search, long bytes)
    {
        budget.Reserve(bytes - search.ReservedBytes);
        search.ReservedBytes = bytes;
    }
}

/// <summary>The configured limits of a <see cref="SearchQueue"/>.</summary>
internal sealed record SearchQueueLimits(int MaxInFlight, TimeSpan MaxForecastWait, double MaxShare = 1);
