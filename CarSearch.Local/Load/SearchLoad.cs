using System.Collections.Immutable;
using CarSearch.Rentals;
using CarSearch.Searches;

namespace CarSearch.Local.Load;

/// <summary>
/// The searches that are accepted and have not ended: as many run as memory and processors carry, the rest wait in order of
/// acceptance, and what would wait too long is not accepted.
/// </summary>
/// <param name="budget">How much memory they may hold.</param>
/// <param name="sizes">How much each will hold.</param>
/// <param name="forecast">How long runs take.</param>
/// <param name="pace">How fast they may start.</param>
/// <param name="limits">How long a search may wait, and how many there may be.</param>
/// <param name="time">The clock.</param>
internal sealed class SearchLoad(
    MemoryBudget budget, SearchSizes sizes, StartForecast forecast, StartPace pace, LoadLimits limits, TimeProvider time)
{
    /// <summary>The part of the time that a search may wait by the forecast: runs that turn out slower than forecast must not take it over.</summary>
    private const double ForecastShare = 0.7;

    private readonly Lock gate = new();
    private readonly LinkedList<LiveSearch> waiting = [];
    private readonly RetryAfterSchedule refusals = new(time);
    private int accepted;

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsIdle => Volatile.Read(ref accepted) == 0;

    /// <summary>Reserves a place for a search that is about to be written down, if it can be started in time.</summary>
    /// <returns>Null when it may be written down; else the time after which it may be sent again.</returns>
    public TimeSpan? TryReserve(SearchRequest request)
    {
        lock (gate)
        {
            if (Refuse(sizes.Estimate(request)) is { } retryAfter)
            {
                return retryAfter;
            }

            Take();
            return null;
        }
    }

    /// <summary>Returns a reserved place that no search was assigned to.</summary>
    public void Release()
    {
        lock (gate)
        {
            accepted--;
            budget.Reserve(-SearchSizes.WaitingBytes);
        }
    }

    /// <summary>Assigns a reserved place to a search.</summary>
    public void Assign(LiveSearch search)
    {
        lock (gate)
        {
            search.ReservedBytes = SearchSizes.WaitingBytes;
        }
    }

    /// <summary>Takes a place for a search that an earlier process has accepted, whatever else there is.</summary>
    public void TakeUp(LiveSearch search)
    {
        lock (gate)
        {
            Take();
        }

        Assign(search);
        Enqueue(search);
    }

    /// <summary>Puts a search that has been written down at the end of the line.</summary>
    public void Enqueue(LiveSearch search)
    {
        lock (gate)
        {
            search.Enqueued = time.GetTimestamp();
            waiting.AddLast(search.Place);
        }
    }

    /// <summary>Takes the next search to run, if it fits beside those that run.</summary>
    /// <param name="next">The search; null when there is none, or none may start now.</param>
    /// <returns>False when the next one fits, but would be started too fast: it is worth asking again soon.</returns>
    public bool TryTakeNext(out LiveSearch? next)
    {
        lock (gate)
        {
            // One runs in any case, however large it is.
            next = waiting.First?.Value;
            if (next is null || (forecast.Running > 0 && !Fits(next)))
            {
                next = null;
                return true;
            }

            if (!pace.TryStart())
            {
                next = null;
                return false;
            }

            waiting.RemoveFirst();
            next.Began = forecast.Begin();
            Reserve(next, Math.Max(next.ReservedBytes, sizes.Estimate(next.Search.Request)));
            return true;
        }
    }

    /// <summary>Counts the answers that a running search has got so far, where they take more than was expected of all.</summary>
    public void Count(LiveSearch search, ImmutableArray<SupplierOutcome> answers)
    {
        var bytes = sizes.Measure(answers);
        lock (gate)
        {
            if (search.Began is not null && bytes > search.ReservedBytes)
            {
                Reserve(search, bytes);
            }
        }
    }

    /// <summary>Puts a search whose run could not go on back to the head of the line.</summary>
    public void PutBack(LiveSearch search)
    {
        lock (gate)
        {
            forecast.End(search.Began!.Value, counts: false);
            search.Began = null;
            waiting.AddFirst(search.Place);
        }
    }

    /// <summary>Forgets a search that waits no more: it has been deleted. One that runs is its run's to forget.</summary>
    public void Withdraw(LiveSearch search)
    {
        lock (gate)
        {
            if (search.Place.List is not null)
            {
                waiting.Remove(search.Place);
                Leave(search);
            }
        }
    }

    /// <summary>Forgets a search that was not accepted, or whose run is over.</summary>
    public void Forget(LiveSearch search)
    {
        lock (gate)
        {
            if (search.Began is { } began)
            {
                pace.End();
                var record = search.Stored?.Record;
                forecast.End(began, counts: record is { IsEnded: true });
                if (record is { IsEnded: true })
                {
                    sizes.Learn(search.Search.Request, record.Suppliers);
                }
            }

            Leave(search);
        }
    }

    /// <summary>When a search of this size may be sent again; null when it may be accepted now.</summary>
    private TimeSpan? Refuse(long estimate)
    {
        // Those before it are like those that run, as far as can be known without looking at each.
        var held = budget.ReservedBytes - ((accepted - forecast.Running) * SearchSizes.WaitingBytes);
        var typical = forecast.Running == 0 ? estimate : Math.Max(1, held / forecast.Running);
        var room = (int)Math.Clamp(budget.FreeBytes / typical, forecast.Running == 0 ? 1 : 0, limits.MaxInFlight);
        var capacity = Math.Min(forecast.Running + room, limits.MaxInFlight);
        var each = forecast.TimeFor(1, capacity);

        // Those that wait take memory as well.
        var maxAccepted = (int)Math.Min(limits.MaxInFlight, capacity + (budget.SearchBytes / (4 * SearchSizes.WaitingBytes)));
        if (accepted >= maxAccepted)
        {
            return refusals.Next(forecast.TimeFor(accepted - maxAccepted + 1, capacity), each);
        }

        // Those that are being written down come before this one, too.
        var starts = accepted - forecast.Running + 1;
        var (place, turn) = (forecast.TimeFor(Math.Max(0, starts - room), capacity), pace.TimeFor(starts));
        var wait = place > turn ? place : turn;
        if (waiting.First?.Value is { } first && time.GetElapsedTime(first.Enqueued) is var waited && waited > wait)
        {
            // Whatever the forecast says, the line moves no faster than this.
            wait = waited;
        }

        var maxWait = limits.MaxWaitToStart * ForecastShare;
        return wait > maxWait ? refusals.Next(wait - maxWait, each) : null;
    }

    private bool Fits(LiveSearch search) => sizes.Estimate(search.Search.Request) - search.ReservedBytes <= budget.FreeBytes;

    private void Take()
    {
        accepted++;
        budget.Reserve(SearchSizes.WaitingBytes);
    }

    private void Leave(LiveSearch search)
    {
        accepted--;
        Reserve(search, 0);
    }

    private void Reserve(LiveSearch search, long bytes)
    {
        budget.Reserve(bytes - search.ReservedBytes);
        search.ReservedBytes = bytes;
    }
}

/// <summary>What a host may take upon itself.</summary>
/// <param name="MaxInFlight">How many searches may be accepted and not ended.</param>
/// <param name="MaxWaitToStart">How long one may be expected to wait for its run to begin.</param>
internal sealed record LoadLimits(int MaxInFlight, TimeSpan MaxWaitToStart);
