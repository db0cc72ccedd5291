using System.Buffers.Binary;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>When a search that has not ended is worth another poll.</summary>
public sealed class PollScheduleTests
{
    private readonly PollSchedule schedule = new();

    [Theory]
    [InlineData(0.1, 1, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(2, 1, 3)]
    [InlineData(4, 3, 5)]
    [InlineData(60, 4, 5)]
    public void Searches_that_are_accepted_together_are_polled_at_different_seconds_around_the_usual_end(double seconds, int min, int max)
    {
        schedule.Observe(Ended(seconds));
        var delays = Tokens(2_000).Select(token => schedule.GetDelay(Record(token), TimeSpan.Zero, TimeSpan.Zero)).ToArray();

        Assert.Equal((min, max), (delays.Min(), delays.Max()));
        Assert.Equal(max - min + 1, delays.Distinct().Count());
        Assert.InRange(delays.Average(), Math.Max(1, Math.Min(seconds, 5) - 0.6), Math.Clamp(seconds + 0.2, 1, 5));
    }

    [Fact]
    public void Every_poll_of_a_search_at_the_same_time_gets_the_same_delay()
    {
        foreach (var token in Tokens(100))
        {
            var delays = Enumerable.Range(0, 3).Select(_ => schedule.GetDelay(Record(token), TimeSpan.FromSeconds(9), TimeSpan.Zero));
            Assert.Single(delays.Distinct());
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 3)]
    [InlineData(20, 10)]
    [InlineData(240, 10)]
    public void Before_its_run_the_expected_wait_is_added(int wait, int min)
    {
        schedule.Observe(Ended(1));
        var delays = Tokens(500).Select(token => schedule.GetDelay(
            Record(token) with { Status = SearchStatus.NotStarted }, TimeSpan.Zero, TimeSpan.FromSeconds(wait)));

        Assert.All(delays, delay => Assert.InRange(delay, min, Math.Min(wait + PollSchedule.MaxSeconds, PollSchedule.MaxSecondsToStart)));
    }

    [Fact]
    public void Only_suppliers_that_have_not_responded_count()
    {
        schedule.Observe(Ended(1));
        schedule.Observe(Ended(20, "Slow"));
        var slow = Record(SearchToken.New()) with { Suppliers = [Outcome("A", SupplierStatus.Succeeded, 1_000), Outcome("Slow")] };
        var fast = Record(SearchToken.New()) with { Suppliers = [Outcome("A"), Outcome("Slow", SupplierStatus.Failed, 500)] };

        Assert.InRange(schedule.GetDelay(slow, TimeSpan.FromSeconds(1), TimeSpan.Zero), 4, 5);
        Assert.InRange(schedule.GetDelay(fast, TimeSpan.FromSeconds(0.9), TimeSpan.Zero), 1, 1);
    }

    [Fact]
    public void A_response_time_that_no_run_has_measured_is_not_learned()
    {
        schedule.Observe(Ended(1));
        for (var i = 0; i < 100; i++)
        {
            schedule.Observe(Ended(1) with { Suppliers = [Outcome("A", SupplierStatus.TimedOut)] });
        }

        Assert.InRange(schedule.GetDelay(Record(SearchToken.New()), TimeSpan.Zero, TimeSpan.Zero), 1, 2);
    }

    [Fact]
    public void A_supplier_that_becomes_slow_or_fast_is_known_to_be_so()
    {
        schedule.Observe(Ended(1));
        Repeat(20, 4.5);
        Assert.All(Tokens(100), token => Assert.InRange(schedule.GetDelay(Record(token), TimeSpan.Zero, TimeSpan.Zero), 3, 5));
        Repeat(200, 0.5);
        Assert.All(Tokens(100), token => Assert.InRange(schedule.GetDelay(Record(token), TimeSpan.Zero, TimeSpan.Zero), 1, 1));

        void Repeat(int times, double seconds)
        {
            for (var i = 0; i < times; i++)
            {
                schedule.Observe(Ended(seconds));
            }
        }
    }

    [Theory]
    [InlineData(SearchStatus.Succeeded)]
    [InlineData(SearchStatus.Deleted)]
    public void What_is_final_can_be_read_at_once(SearchStatus status)
    {
        var record = Record(SearchToken.New()) with { Status = status };
        Assert.Equal(1, schedule.GetDelay(record, TimeSpan.Zero, TimeSpan.Zero));
    }

    private static IEnumerable<SearchToken> Tokens(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(12), (uint)(i * (long)uint.MaxValue / (count - 1)));
        return SearchToken.FromBytes(bytes);
    });

    private static SearchRecord Record(SearchToken token) => SearchRecord.Accepted(RunnerFixture.Search with { Token = token }) with
    {
        Status = SearchStatus.Running,
        Suppliers = [Outcome("A")],
    };

    private static SearchRecord Ended(double seconds, string supplier = "A") => Record(SearchToken.New()) with
    {
        Status = SearchStatus.Succeeded,
        Suppliers = [Outcome(supplier, SupplierStatus.Succeeded, (long)(seconds * 1000))],
    };

    private static SupplierOutcome Outcome(string name, SupplierStatus status = SupplierStatus.Running, long? elapsedMs = null) =>
        new() { Name = name, Rating = 8, Status = status, ElapsedMs = elapsedMs };
}
