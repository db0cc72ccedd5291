using System.Collections.Immutable;
using CarSearch.Local;
using CarSearch.Local.Load;
using CarSearch.Offers;
using CarSearch.Searches;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Local.Load;

/// <summary>A queue without a host.</summary>
internal sealed class SearchQueueFixture
{
    public const int Suppliers = 10;

    // The capacity is a number of searches of the initially estimated size.
    public SearchQueueFixture(int capacity, int maxInFlight = 1_000, int maxWaitSeconds = 30, int runSeconds = 10, double maxShare = 1)
    {
        Budget = new(capacity * Sizes.Estimate(RunnerFixture.Search.Request), 0);
        var limits = new SearchQueueLimits(
            maxInFlight, new CarSearchOptions { MaxWaitToStart = TimeSpan.FromSeconds(maxWaitSeconds) }.MaxForecastWait, maxShare);
        Queue = new(Budget, Sizes, new(TimeSpan.FromSeconds(runSeconds), Time), UnlimitedStarts(Time), limits, Time);
    }

    private long lastRowId;

    public FakeTimeProvider Time { get; } = new();

    public SearchSizeEstimator Sizes { get; } = new(Suppliers);

    public MemoryBudget Budget { get; }

    public SearchQueue Queue { get; }

    /// <summary>Creates a rate limiter that never delays a start.</summary>
    public static StartRateLimiter UnlimitedStarts(TimeProvider time) => new(1_000, () => TimeSpan.Zero, () => 0, time);

    public static PendingSearch Search(string? caller = null) =>
        new(RunnerFixture.Search with { Token = SearchToken.New(), Caller = caller });

    /// <summary>Creates outcomes of all suppliers with a number of offers each.</summary>
    public static ImmutableArray<SupplierOutcome> Outcomes(int offers, SupplierStatus status = SupplierStatus.Succeeded)
    {
        var builder = new OfferBlockBuilder("Alpha", 8, 2, _ => 2);
        var block = builder.Build(new([.. Enumerable.Range(0, offers).Select(i => TestOffers.Offer($"{i}-{CreateReference(i)}"))]), out _);
        var outcome = new SupplierOutcome { Name = "Alpha", Rating = 8, Status = status, Offers = block };
        return [.. Enumerable.Repeat(outcome, Suppliers)];
    }

    /// <summary>Creates a text that compresses to about 450 bytes, so that offers take memory.</summary>
    private static string CreateReference(int seed)
    {
        var bytes = new byte[450];
        new Random(seed).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Accepts and enqueues a search. Fails if it is rejected.</summary>
    public PendingSearch Accept()
    {
        Assert.Null(TryReserve());
        return Enqueue();
    }

    /// <summary>Accepts searches until one is rejected.</summary>
    /// <returns>The number of accepted searches, and the retry time of the rejected one.</returns>
    public (int Accepted, TimeSpan RetryAfter) Fill(string? caller = null)
    {
        for (var accepted = 0; ; accepted++)
        {
            if (TryReserve(caller) is { } retryAfter)
            {
                return (accepted, retryAfter);
            }

            Enqueue(caller);
            Assert.InRange(accepted, 0, 10_000);
        }
    }

    /// <summary>Reserves capacity for a search.</summary>
    /// <returns>Null if it is admitted; otherwise the time after which it can be retried.</returns>
    public TimeSpan? TryReserve(string? caller = null) => Queue.TryReserve(RunnerFixture.Search with { Caller = caller }, out _);

    /// <summary>Starts as many searches as the capacity allows.</summary>
    public List<PendingSearch> Start()
    {
        var started = new List<PendingSearch>();
        while (Queue.TryDequeue(out var search) && search is not null)
        {
            started.Add(search);
        }

        return started;
    }

    /// <summary>Starts and ends searches until none waits, with a pause between start and end.</summary>
    /// <returns>The searches that ran together.</returns>
    public List<List<PendingSearch>> Drain(TimeSpan duration = default)
    {
        var all = new List<List<PendingSearch>>();
        for (var running = Start(); running.Count > 0; running = Start())
        {
            all.Add(running);
            Time.Advance(duration);
            running.ForEach(search => End(search, Outcomes(100)));
        }

        return all;
    }

    private PendingSearch Enqueue(string? caller = null)
    {
        var search = Search(caller);
        search.RowId = ++lastRowId;
        Queue.Enqueue(search);
        return search;
    }

    public void End(PendingSearch search, ImmutableArray<SupplierOutcome> outcomes)
    {
        var record = SearchRecord.Accepted(search.Search) with { Suppliers = outcomes };
        search.Set(new(record.End(SearchStatus.Succeeded, Time.GetUtcNow(), TimeSpan.FromMinutes(30)), "1"));
        Queue.Complete(search);
    }
}
