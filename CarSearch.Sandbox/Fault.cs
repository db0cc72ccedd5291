namespace CarSearch.Sandbox;

/// <summary>Something that goes wrong on demand.</summary>
/// <param name="Name">What it is called in an address: <c>?fault=NAME</c>.</param>
/// <param name="Meaning">What it does, in a line.</param>
/// <param name="PlayAsync">Does it.</param>
internal sealed record Fault(string Name, string Meaning, Func<Exchange, Task> PlayAsync)
{
    /// <summary>No fault: the offers.</summary>
    public static Fault None { get; } = new("none", "the supplier's offers", exchange => exchange.SendOffersAsync());

    /// <summary>All faults, by the layer at which they show.</summary>
    public static IReadOnlyList<Fault> All { get; } = [.. HttpFaults.All, .. WireFaults.All, .. MessageFaults.All, .. OfferFaults.All];
}
