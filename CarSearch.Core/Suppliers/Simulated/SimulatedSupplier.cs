namespace CarSearch.Suppliers.Simulated;

/// <summary>One supplier of the simulated fleet: its offers, after a while, unless it fails.</summary>
/// <remarks>
/// What is offered, how long it takes and whether a search fails for good follow from the request (and from the seed but for the offers).
/// A transient fault is drawn for each call by its number, so that asking again may succeed; the n-th call of an instance always has the same fate.
/// </remarks>
internal sealed class SimulatedSupplier : ISupplier
{
    // A latency beyond every limit is as good as none at all.
    private const double LongestSeconds = 120;

    private readonly FleetProfile profile;
    private readonly OfferGenerator generator;
    private readonly TimeProvider time;
    private readonly double latencyScale;
    private readonly TimeSpan? fixedLatency;
    private readonly double faultRate;
    private readonly ulong seed;
    private ulong calls;

    /// <summary>Makes one of checked options.</summary>
    public SimulatedSupplier(FleetProfile profile, SimulatedFleetOptions options, TimeSpan? fixedLatency, TimeProvider time)
    {
        this.profile = profile;
        this.generator = new OfferGenerator(profile, options.OffersPerAirport);
        this.time = time;
        this.latencyScale = options.LatencyScale;
        this.fixedLatency = fixedLatency;
        this.faultRate = options.FaultRate;
        this.seed = 0UL.Then((ulong)options.Seed).Then(profile.Name);
    }

    /// <inheritdoc/>
    public string Name => profile.Name;

    /// <inheritdoc/>
    public double Rating => profile.Rating;

    /// <inheritdoc/>
    public async Task<SupplierAnswer> SearchAsync(SupplierRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var hash = seed.Then(RequestHash.Of(request.Search));
        var fault = FaultOf(hash);
        var delay = fixedLatency ?? LatencyOf(hash) * (fault is null ? 1 : 0.4);
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }

        return fault is null ? new SupplierAnswer(generator.Generate(request, cancellationToken)) : throw fault;
    }

    /// <summary>How long an answer to a request takes; a fault shows in less than half of it.</summary>
    public TimeSpan LatencyOf(SupplierRequest request) => LatencyOf(seed.Then(RequestHash.Of(request.Search)));

    // Whole milliseconds: the last bit of an exponential may differ between machines.
    private TimeSpan LatencyOf(ulong hash)
    {
        var seconds = Math.Min(profile.LatencyMedian * Math.Exp(profile.LatencySigma * StableHash.Normal(hash.Then(1))), LongestSeconds);
        return TimeSpan.FromMilliseconds(Math.Round(1_000 * latencyScale * seconds));
    }

    private Exception? FaultOf(ulong hash)
    {
        if (faultRate == 0)
        {
            return null;
        }

        if (StableHash.Unit(hash.Then(2)) < profile.PermanentFaults * faultRate)
        {
            return new SupplierException((hash.Then(3) % 3) switch
            {
                0 => $"{Name} cannot quote this rental: its rates for these dates are not loaded.",
                1 => $"{Name} refused the request: the station is closed at the pick-up time.",
                _ => $"{Name}'s reservation system is closed for maintenance.",
            });
        }

        var call = seed.Then(4).Then(Interlocked.Increment(ref calls));
        if (StableHash.Unit(call) >= profile.TransientFaults * faultRate)
        {
            return null;
        }

        return (call & 1) == 0
            ? new SupplierException($"{Name} is too busy to answer.", isTransient: true)
            : new HttpRequestException(HttpRequestError.ConnectionError, $"The connection to {Name} was reset.");
    }
}
