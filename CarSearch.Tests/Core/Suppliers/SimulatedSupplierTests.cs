using CarSearch.Suppliers;
using CarSearch.Suppliers.Simulated;
using Microsoft.Extensions.Time.Testing;
using static CarSearch.Tests.Core.Suppliers.SimulatedSearches;

namespace CarSearch.Tests.Core.Suppliers;

public sealed class SimulatedSupplierTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_latency_it_answers_at_once_and_asks_for_no_timer(bool byScale)
    {
        var supplier = Fleet(o => (o.LatencyScale, o.FixedLatency) = (byScale ? 0 : 1, byScale ? null : TimeSpan.Zero), new NoTimers())[0];

        Assert.True(supplier.SearchAsync(Request(), CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task It_answers_when_its_latency_is_over_and_not_before()
    {
        var time = new FakeTimeProvider();
        foreach (var supplier in Fleet(o => o.LatencyScale = 1, time))
        {
            var latency = supplier.GetLatency(Request());
            var answer = supplier.SearchAsync(Request(), CancellationToken.None);
            time.Advance(latency - TimeSpan.FromMilliseconds(1));
            Assert.False(answer.IsCompleted);
            time.Advance(TimeSpan.FromMilliseconds(1));
            await answer;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public async Task A_fixed_latency_is_everyone_s_and_that_of_faults_too(double faultRate)
    {
        var time = new FakeTimeProvider();
        var answers = Fleet(o => (o.FixedLatency, o.FaultRate) = (TimeSpan.FromSeconds(60), faultRate), time)
            .Select(supplier => supplier.SearchAsync(Request(), CancellationToken.None)).ToList();

        time.Advance(TimeSpan.FromSeconds(59.999));
        Assert.All(answers, answer => Assert.False(answer.IsCompleted));
        time.Advance(TimeSpan.FromMilliseconds(1));
        var faults = await Task.WhenAll(answers.Select(answer => Record.ExceptionAsync(() => answer)));
        Assert.All(faults, fault => Assert.Equal(faultRate == 0, fault is null));
    }

    [Fact]
    public async Task Fixed_latencies_can_be_spread_from_the_first_supplier_to_the_last()
    {
        var time = new FakeTimeProvider();
        var (min, max) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        var fleet = Fleet(o => (o.FixedLatency, o.MinFixedLatency, o.FaultRate) = (max, min, 0), time);
        var answers = fleet.Select(supplier => supplier.SearchAsync(Request(), CancellationToken.None)).ToList();

        // Half of ten answer before the root of 60.
        foreach (var (seconds, answered) in new[] { (0.999, 0), (0.001, 1), (6.7, 5), (52.299, 9), (0.001, 10) })
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            await Task.WhenAll(answers.Take(answered)).WaitAsync(TimeSpan.FromSeconds(30));
            Assert.All(answers.Skip(answered), answer => Assert.False(answer.IsCompleted));
        }
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(60, 0)]
    [InlineData(60, 61)]
    public void A_spread_that_is_none_is_refused(int? fixedSeconds, int minSeconds)
    {
        var options = new SimulatedFleetOptions
        {
            FixedLatency = fixedSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            MinFixedLatency = TimeSpan.FromSeconds(minSeconds),
        };
        Assert.Equal(["MinFixedLatency must be above 00:00:00 and at most FixedLatency."], options.Validate());
    }

    [Fact]
    public async Task Cancellation_is_honoured_at_once()
    {
        using var stop = new CancellationTokenSource();
        var supplier = Fleet(o => o.LatencyScale = 1, new FakeTimeProvider())[0];
        var answer = supplier.SearchAsync(Request(), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => supplier.SearchAsync(Request(), stop.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Fleet()[0].SearchAsync(Request(), stop.Token));
    }

    [Fact]
    public void Latencies_are_one_to_twenty_seconds_with_a_slow_tail()
    {
        var seconds = Fleet(o => o.LatencyScale = 1)
            .SelectMany(supplier => Many(2_000).Select(request => supplier.GetLatency(request).TotalSeconds)).Order().ToList();

        Assert.InRange(seconds[seconds.Count / 20], 0.8, 2);
        Assert.InRange(seconds[seconds.Count / 2], 3, 6);
        Assert.InRange(seconds[seconds.Count * 95 / 100], 10, 20);
        Assert.InRange(seconds.Count(s => s > 25) / (double)seconds.Count, 0.001, 0.03);
    }

    [Fact]
    public void Each_supplier_has_its_own_median_latency() => Assert.All(Fleet(o => o.LatencyScale = 0.5).Zip(FleetProfiles.All), pair =>
        Assert.InRange(
            Many(2_000).Select(request => pair.First.GetLatency(request).TotalSeconds).Order().ElementAt(1_000),
            0.46 * pair.Second.LatencyMedian, 0.54 * pair.Second.LatencyMedian));

    [Fact]
    public void Latencies_and_faults_are_those_of_the_seed()
    {
        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));

        static IEnumerable<string> Run(int seed)
        {
            var supplier = Fleet(o => (o.LatencyScale, o.Seed) = (1, seed))[5];
            var failing = Fleet(o => (o.FaultRate, o.Seed) = (5, seed))[5];
            return [.. Many(200).Select(request => $"{supplier.GetLatency(request)} {FaultOf(failing, request)?.Message}")];
        }
    }

    [Fact]
    public void Faults_come_at_about_each_supplier_s_own_rate()
    {
        const double Rate = 5;
        foreach (var (supplier, profile) in Fleet(o => (o.FaultRate, o.OffersPerAirport) = (Rate, 1)).Zip(FleetProfiles.All))
        {
            const int Calls = 20_000;
            var faults = Many(Calls).Select(request => FaultOf(supplier, request)).ToList();
            AssertAbout(profile.PermanentFaults * Rate, faults.Count(fault => fault is SupplierException { IsTransient: false }));
            AssertAbout(
                profile.TransientFaults * Rate,
                faults.Count(fault => fault is HttpRequestException or SupplierException { IsTransient: true }));

            // Five standard deviations either way, and the permanent faults hide a few transient ones.
            static void AssertAbout(double share, int count)
            {
                var expected = Calls * share;
                var tolerance = 5 * Math.Sqrt(expected);
                Assert.InRange(count, (expected * 0.92) - tolerance, expected + tolerance);
            }
        }
    }

    [Fact]
    public void A_fault_rate_of_zero_never_fails() => Assert.All(
        Fleet(o => o.OffersPerAirport = 1), supplier => Assert.All(Many(2_000), request => Assert.Null(FaultOf(supplier, request))));

    [Fact]
    public void Asking_again_helps_after_a_transient_fault_and_never_after_a_permanent_one()
    {
        var supplier = Fleet(o => (o.FaultRate, o.OffersPerAirport) = (10, 1))[5];
        var again = Many(500).Select(request => (First: FaultOf(supplier, request), Second: FaultOf(supplier, request))).ToList();

        Assert.Contains(again, pair => pair is { First: HttpRequestException, Second: null });
        Assert.Contains(again, pair => pair is { First: SupplierException { IsTransient: true }, Second: null });
        var permanent = again.Where(pair => pair.First is SupplierException { IsTransient: false }).ToList();
        Assert.NotEmpty(permanent);
        Assert.All(permanent, pair => Assert.Equal(pair.First!.Message, pair.Second!.Message));
        Assert.All(permanent, pair => Assert.Contains("Pennywheel", pair.First!.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-0.1, 1, null, null, "LatencyScale must be 0 to 100.")]
    [InlineData(double.NaN, 1, null, null, "LatencyScale must be 0 to 100.")]
    [InlineData(1, 1001, null, null, "FaultRate must be 0 to 1000.")]
    [InlineData(1, double.NaN, null, null, "FaultRate must be 0 to 1000.")]
    [InlineData(1, 1, 0, null, "OffersPerAirport must be 1 to 1000.")]
    [InlineData(1, 1, 1001, null, "OffersPerAirport must be 1 to 1000.")]
    [InlineData(1, 1, null, -1, "FixedLatency must be 00:00:00 to 1.00:00:00.")]
    [InlineData(1, 1, null, 86_401, "FixedLatency must be 00:00:00 to 1.00:00:00.")]
    public void A_wrong_setting_is_refused_by_name(double latencyScale, double faultRate, int? offers, int? fixedSeconds, string message)
    {
        var options = new SimulatedFleetOptions
        {
            LatencyScale = latencyScale,
            FaultRate = faultRate,
            OffersPerAirport = offers,
            FixedLatency = fixedSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };

        Assert.Equal([message], options.Validate());
    }

    private static IEnumerable<SupplierRequest> Many(int count) => Enumerable.Range(0, count).Select(i => Request(at: May.AddMinutes(i)));

    private static Exception? FaultOf(SimulatedSupplier supplier, SupplierRequest request) =>
        supplier.SearchAsync(request, CancellationToken.None).Exception?.InnerException;

    private sealed class NoTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            throw new InvalidOperationException("A timer was created.");
    }
}
