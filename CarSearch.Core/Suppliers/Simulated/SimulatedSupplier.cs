namespace CarSearch.Suppliers.Simulated;

/// <summary>One supplier of the simulated fleet. Returns its offers, or fails, after a simulated latency.</summary>
/// <remarks>
/// Offers depend on the request; latency and permanent faults on the request and the seed. A transient fault depends on the number of the
/// call, so that a retry may succeed; the n-th call of an instance always has the same result.
/// </remarks>
internal sealed class SimulatedSupplier(
    FleetProfile profile, SimulatedFleetOptions options, TimeSpan? fixedLatency, TimeProvider time) : ISupplier
{
    // Longer than every time limit.
    private const double MaxLatencySeconds = 120;

    private readonly OfferGenerator generator = new(profile, options.OffersPerAirport);
    private readonly ulong seed = 0UL.Then((ulong)options.Seed).Then(profile.Name);
    private ulong calls;

    public string Name => profile.Name;

    public double Rating => profile.Rating;

    public bool IsSimulated => true;

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
        return TimeSpan.FromMilliseconds(Math.Round(1_000 * options.LatencyScale * seconds));
    }

    private Exception? CreateFault(ulong hash)
    {
        if (options.FaultRate == 0)
        {
            return null;
        }

        if (StableHash.ToUniform(hash.Then(2)) < profile.PermanentFaults * options.FaultRate)
        {
            return new SupplierException((hash.Then(3) % 3) switch
            {
                0 => $"{Name} cannot quote this rental: the rates for these dates are not loaded.",
                1 => $"{Name} rejected the request: the station is closed at the pick-up time.",
                _ => $"{Name}'s reservation system is closed for maintenance.",
            });
        }

        var call = seed.Then(4).Then(Interlocked.Increment(ref calls));
        if (StableHash.ToUniform(call) >= profile.TransientFaults * options.FaultRate)
        {
            return null;
        }

        return (call & 1) == 0
            ? new SupplierException($"{Name} is overloaded.", isTransient: true)
            : new HttpRequestException(HttpRequestError.ConnectionError, $"The connection to {Name} was reset.");
    }
}
