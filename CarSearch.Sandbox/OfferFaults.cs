using System.Collections.Concurrent;

namespace CarSearch.Sandbox;

/// <summary>Faults in what is offered, or in when.</summary>
internal static class OfferFaults
{
    // A million offers are about 1 GB.
    private const int MostOffers = 1_000_000;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("huge", "the offers, again and again under other references, until whoever asked hangs up; at most a million, about 1 GB",
            exchange => exchange.SendOffersAsync(new() { Vendors = WithoutEnd })),
        new("no-total", "every second offer has no total", exchange => exchange.SendOffersAsync(new() { OmitsEverySecondTotal = true })),
        new("other-currency", "all prices in another currency than asked for: USD, or EUR when USD was",
            exchange => exchange.SendOffersAsync(new() { Search = search => search with { Currency = search.Currency == "USD" ? "EUR" : "USD" } })),
        new("flaky", "503 at every odd call of a search (EchoToken, supplier and places), with Retry-After if &seconds=N tells one; the offers at every even one",
            FailFirstAsync),
    ];

    /// <summary>The first vendor's offers without end, as far as that goes.</summary>
    private static IEnumerable<VendorOffers> WithoutEnd(IReadOnlyList<VendorOffers> vendors) => vendors.Take(1).Select(first => first with
    {
        Offers = Enumerable.Range(0, int.MaxValue)
            .SelectMany(round => first.Offers.Select(offer => offer with { Reference = $"{offer.Reference}-{round}" }))
            .Take(MostOffers),
    });

    private static async Task FailFirstAsync(Exchange exchange)
    {
        // The searches whose last call failed are kept with the sandbox they are of; several may be in one process.
        var failed = exchange.Http.RequestServices.GetRequiredService<FlakySearches>();
        var request = await exchange.ReadAsync().ConfigureAwait(false);
        if (request.Ask is { } ask && failed.IsOdd((exchange.Supplier.Name, ask.EchoToken, ask.Search.PickUp.Place, ask.Search.DropOff.Place)))
        {
            await HttpFaults.PauseAsync(exchange, StatusCodes.Status503ServiceUnavailable, null).ConfigureAwait(false);
            return;
        }

        await exchange.SendOffersAsync().ConfigureAwait(false);
    }
}

/// <summary>Which searches have been asked for an odd number of times.</summary>
internal sealed class FlakySearches
{
    private readonly ConcurrentDictionary<(string, string, string, string), bool> odd = new();

    /// <summary>Counts a call.</summary>
    /// <returns>Whether it is the first, third, … of its search.</returns>
    public bool IsOdd((string Supplier, string EchoToken, string From, string To) search) => odd.TryAdd(search, true) || !odd.TryRemove(search, out _);
}
