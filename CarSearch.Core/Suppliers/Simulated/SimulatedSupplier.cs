namespace CarSearch.Suppliers.Simulated;

/// <summary>One supplier of the simulated fleet. Returns its offers, or fails, after a simulated latency.</summary>
/// <remarks>
/// Offers depend on the request; latency and permanent faults on the request and the seed. A transient fault depends on the number of the
/// call, so that a retry may succeed; the n-th call of an instance always has the same result.
/// </remarks>
internal sealed class SimulatedSupplier : ISupplier
{
    // Longer than every time limit.
    private const double MaxLatencySeconds = 120;

    private readonly FleetProfile profile;
    private readonly OfferGenerator generator;
    private readonly TimeProvider time;
    private readonly double latencyScale;
    private readonly TimeSpan? fixedLatency;
    private readonly double faultRate;
    private readonly ulong seed;
    private ulong calls;

    /// <summary>Initializes a supplier with validated options.</summary>
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
    public bool IsSimulated => true;

    /// <inheritdoc/>
    public async Task<SupplierResponse> SearchAsync(SupplierRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var hash = seed.Then(StableHash.Compute(request.Search));
        var fault = CreateFault(hash);
        var delay = fixedLatency ?? GetLatency(hash) * (fault is null ? 1 : 0.4);
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }

        return fault is null ? new SupplierResponse(generator.Generate(request, cancellationToken)) : throw fault;
    }

    /// <summary>Returns the latency of a response. A fault takes 40% of it.</summary>
    public TimeSpan GetLatency(SupplierRequest request) => GetLatency(seed.Then(StableHash.Compute(request.Search)));

    // Rounded to milliseconds, since the last bit of an exponential may differ between machines.
    private TimeSpan GetLatency(ulong hash)
    {
        var seconds = Math.Min(
            profile.LatencyMedian * Math.Exp(profile.LatencySigma * StableHash.ToNormal(hash.Then(1))), MaxLatencySeconds);
        return TimeSpan.FromMilliseconds(Math.Round(1_000 * latencyScale * seconds));
    }

    private Exception? CreateFault(ulong hash)
    {
        if (faultRate == 0)
        {
            return null;
        }

        if (StableHash.ToUniform(hash.Then(2)) < profile.PermanentFaults * faultRate)
        {
            return new SupplierException((hash.Then(3) % 3) switch
            {
                0 => $"{Name} cannot quote this rental: the rates for these dates are not loaded.",
                1 => $"{Name} rejected the request: the station is closed at the pick-up time.",
                _ => $"{Name}'s reservation system is closed for maintenance.",
            });
        }

        var call = seed.Then(4).Then(Interlocked.Increment(ref calls));
        if (StableHash.ToUniform(call) >= profile.TransientFaults * faultRate)
        {
            return null;
        }

        return (call & 1) == 0
            ? new SupplierException($"{Name} is overloaded.", isTransient: true)
            : new HttpRequestException(HttpRequestError.ConnectionError, $"The connection to {Name} was reset.");
    }
}
