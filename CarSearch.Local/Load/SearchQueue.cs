using System.Collections.Immutable;
using CarSearch.Rentals;
using CarSearch.Searches;

namespace CarSearch.Local.Load;

/// <summary>
/// Admits searches and queues them in order of acceptance. As many run as memory and processors allow. A search whose expected wait is
/// too long is rejected.
/// </summary>
/// <param name="budget">The memory available to searches.</param>
/// <param name="sizes">Estimates the memory of a search.</param>
/// <param name="forecast">Forecasts the duration of runs.</param>
/// <param name="limiter">Limits the rate at which runs start.</param>
/// <param name="limits">The configured limits.</param>
/// <param name="time">The clock.</param>
internal sealed class SearchQueue(
    MemoryBudget budget,
    SearchSizeEstimator sizes,
    StartForecast forecast,
    StartRateLimiter limiter,
    SearchQueueLimits limits,
    TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly LinkedList<PendingSearch> waiting = [];
    private readonly RetryAfterSchedule rejections = new(time);
    private int accepted;

    /// <summary>Gets whether there are no searches.</summary>
    public bool IsIdle => Volatile.Read(ref accepted) == 0;

    /// <summary>Reserves capacity for a search that is about to be committed, if it can start in time.</summary>
    /// <param name="request">The request of the search.</param>
    /// <param name="expectedWait">The time until its run is expected to start.</param>
    /// <returns>Null if the search is admitted; otherwise the time after which the request can be retried.</returns>
    public TimeSpan? TryReserve(SearchRequest request, out TimeSpan expectedWait)
    {
        lock (gate)
        {
            if (GetRetryAfter(sizes.Estimate(request), out expectedWait) is { } retryAfter)
            {
                return retryAfter;
            }

            ReserveOne();
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
                : Forecast((int)Math.Clamp(search.RowId - waiting.First!.Value.RowId + 1, 1, waiting.Count), sizes.Estimate(search.Search.Request)).Wait;
        }
    }

    /// <summary>Releases a reservation that was not assigned to a search.</summary>
    public void CancelReservation()
    {
        lock (gate)
        {
            accepted--;
            budget.Reserve(-SearchSizeEstimator.QueuedBytes);
        }
    }

    /// <summary>Assigns a reservation to a search.</summary>
    public void Assign(PendingSearch search)
    {
        lock (gate)
        {
            search.ReservedBytes = SearchSizeEstimator.QueuedBytes;
        }
    }

    /// <summary>Enqueues a search that an earlier process accepted, regardless of the limits.</summary>
    public void Resume(PendingSearch search)
    {
        lock (gate)
        {
            ReserveOne();
        }

        Assign(search);
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
            // One search always runs, whatever its size.
            next = waiting.First?.Value;
            if (next is null || (forecast.Running > 0 && !Fits(next)))
            {
                next = null;
                return true;
            }

            if (!limiter.TryAcquire())
            {
                next = null;
                return false;
            }

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

    /// <summary>Removes a queued search and releases its reservation. <see cref="Complete"/> releases a running one.</summary>
    public void Remove(PendingSearch search)
    {
        lock (gate)
        {
            if (search.QueueNode.List is not null)
            {
                waiting.Remove(search.QueueNode);
                Release(search);
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

            Release(search);
        }
    }

    /// <summary>Returns the time after which a search of this size can be retried; null if it can be accepted now.</summary>
    private TimeSpan? GetRetryAfter(long estimate, out TimeSpan wait)
    {
        // Reservations whose search is still being committed start before this one.
        (wait, var capacity) = Forecast(accepted - forecast.Running + 1, estimate);
        var timePerEnd = forecast.TimeFor(1, capacity);

        // Queued searches take memory as well.
        var maxAccepted = (int)Math.Min(limits.MaxInFlight, capacity + (budget.SearchBytes / (4 * SearchSizeEstimator.QueuedBytes)));
        if (accepted >= maxAccepted)
        {
            return rejections.Next(forecast.TimeFor(accepted - maxAccepted + 1, capacity), timePerEnd);
        }

        if (waiting.First?.Value is { } first && time.GetElapsedTime(first.EnqueuedAt) is var waited && waited > wait)
        {
            // The wait of the first queued search is a lower bound, whatever the forecast.
            wait = waited;
        }

        return wait > limits.MaxForecastWait ? rejections.Next(wait - limits.MaxForecastWait, timePerEnd) : null;
    }

    /// <summary>Forecasts the time until a number of searches have started, and the number of concurrent runs.</summary>
    /// <param name="starts">The number of searches.</param>
    /// <param name="estimate">The memory of one of them.</param>
    private (TimeSpan Wait, int Capacity) Forecast(int starts, long estimate)
    {
        // The queued searches are assumed to be as large as the running ones on average.
        var held = budget.ReservedBytes - ((accepted - forecast.Running) * SearchSizeEstimator.QueuedBytes);
        var average = forecast.Running == 0 ? estimate : Math.Max(1, held / forecast.Running);
        var room = (int)Math.Clamp(budget.FreeBytes / average, forecast.Running == 0 ? 1 : 0, limits.MaxInFlight);
        var capacity = Math.Min(forecast.Running + room, limits.MaxInFlight);
        var (memoryWait, processorWait) = (forecast.TimeFor(Math.Max(0, starts - room), capacity), limiter.GetDelay(starts));
        return (memoryWait > processorWait ? memoryWait : processorWait, capacity);
    }

    private bool Fits(PendingSearch search) => sizes.Estimate(search.Search.Request) - search.ReservedBytes <= budget.FreeBytes;

    private void ReserveOne()
    {
        accepted++;
        budget.Reserve(SearchSizeEstimator.QueuedBytes);
    }

    private void Release(PendingSearch search)
    {
        accepted--;
        Reserve(search, 0);
    }

    private void Reserve(PendingSearch search, long bytes)
    {
        budget.Reserve(bytes - search.ReservedBytes);
        search.ReservedBytes = bytes;
    }
}
