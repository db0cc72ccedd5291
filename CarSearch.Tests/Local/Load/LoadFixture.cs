using System.Collections.Immutable;
using CarSearch.Local;
using CarSearch.Local.Load;
using CarSearch.Offers;
using CarSearch.Searches;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Local.Load;

/// <summary>The load of a host that nothing but a test moves.</summary>
internal sealed class LoadFixture
{
    public const int Suppliers = 10;

    // Room for so many searches, as large as they are taken to be before anything is known.
    public LoadFixture(int roomFor, int maxInFlight = 1_000, int maxWaitSeconds = 30, int runSeconds = 10, StartPace? pace = null)
    {
        Budget = new(roomFor * Sizes.Estimate(RunnerFixture.Search.Request), 0);
        var limits = new LoadLimits(maxInFlight, TimeSpan.FromSeconds(maxWaitSeconds));
        Load = new(Budget, Sizes, new(TimeSpan.FromSeconds(runSeconds), Time), pace ?? FastPace(Time), limits, Time);
    }

    public FakeTimeProvider Time { get; } = new();

    public SearchSizes Sizes { get; } = new(Suppliers);

    public MemoryBudget Budget { get; }

    public SearchLoad Load { get; }

    /// <summary>A pace that is never the limit.</summary>
    public static StartPace FastPace(TimeProvider time) => new(1_000, () => TimeSpan.Zero, () => 0, time);

    public static LiveSearch Search() => new(RunnerFixture.Search with { Token = SearchToken.New() });

    /// <summary>Answers of all suppliers, each with so many offers.</summary>
    public static ImmutableArray<SupplierOutcome> Answers(int offers, SupplierStatus status = SupplierStatus.Succeeded)
    {
        var builder = new OfferBlockBuilder("Alpha", 8, 2, _ => 2);
        var block = builder.Build(new([.. Enumerable.Range(0, offers).Select(i => TestOffers.Offer($"{i}-{Reference(i)}"))]), out _);
        var outcome = new SupplierOutcome { Name = "Alpha", Rating = 8, Status = status, Offers = block };
        return [.. Enumerable.Repeat(outcome, Suppliers)];
    }

    /// <summary>Text that compresses to about 450 bytes, so that offers hold something.</summary>
    private static string Reference(int seed)
    {
        var bytes = new byte[450];
        new Random(seed).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Accepts a search and has it wait; fails when it is refused.</summary>
    public LiveSearch Accept()
    {
        Assert.Null(TryReserve());
        return Enqueue();
    }

    /// <summary>Accepts searches until one is refused.</summary>
    /// <returns>How many were accepted, and when the refused one may come again.</returns>
    public (int Accepted, TimeSpan RetryAfter) Fill()
    {
        for (var accepted = 0; ; accepted++)
        {
            if (TryReserve() is { } retryAfter)
            {
                return (accepted, retryAfter);
            }

            Enqueue();
            Assert.InRange(accepted, 0, 10_000);
        }
    }

    /// <summary>Reserves a place for a search.</summary>
    /// <returns>Null when it may be written down; else when it may be sent again.</returns>
    public TimeSpan? TryReserve() => Load.TryReserve(RunnerFixture.Search.Request);

    /// <summary>Starts as many as there is room for.</summary>
    public List<LiveSearch> Start()
    {
        var started = new List<LiveSearch>();
        while (Load.TryTakeNext(out var search) && search is not null)
        {
            started.Add(search);
        }

        return started;
    }

    private LiveSearch Enqueue()
    {
        var search = Search();
        Load.Assign(search);
        Load.Enqueue(search);
        return search;
    }

    public void End(LiveSearch search, ImmutableArray<SupplierOutcome> answers)
    {
        var record = SearchRecord.Accepted(search.Search) with { Suppliers = answers };
        search.Set(new(record.End(SearchStatus.Succeeded, Time.GetUtcNow(), TimeSpan.FromMinutes(30)), "1"));
        Load.Forget(search);
    }
}
