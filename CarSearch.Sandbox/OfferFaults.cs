using System.Collections.Concurrent;
using CarSearch.Places;

namespace CarSearch.Sandbox;

/// <summary>Faults of the offers.</summary>
internal static class OfferFaults
{
    // About 1 GB.
    private const int MaxOffers = 1_000_000;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("huge", "the offers repeated with other references, until the client disconnects; at most a million, about 1 GB",
            exchange => exchange.SendOffersAsync(new() { Vendors = Repeat })),
        new("no-total", "every second offer has no total", exchange => SendEverySecondAsync(exchange, new() { HasTotal = false })),
        new("excluded-fee", "every second offer has a required fee that is in no total",
            exchange => SendEverySecondAsync(exchange, new() { HasExcludedFee = true })),
        new("minor-units", "all amounts in minor units, with DecimalPlaces: 19103 for 191.03", SendMinorUnitsAsync),
        new("other-currency", "all prices in another currency than requested: USD, or EUR if USD is requested",
            exchange =>
                exchange.SendOffersAsync(new() { Search = search => search with { Currency = search.Currency == "USD" ? "EUR" : "USD" } })),
        new("flaky",
            "503 (Retry-After if &seconds=N is given) at every odd request of a search, the offers at every even one",
            FailOddAsync),
    ];

    private static IEnumerable<VendorOffers> Repeat(IReadOnlyList<VendorOffers> vendors) => vendors.Take(1).Select(first => first with
    {
        Offers = Enumerable.Range(0, int.MaxValue)
            .SelectMany(round => first.Offers.Select(offer => offer with { Reference = $"{offer.Reference}-{round}" }))
            .Take(MaxOffers),
    });

    private static Task SendEverySecondAsync(Exchange exchange, PriceFormat format) =>
        exchange.SendOffersAsync(new() { Prices = at => at % 2 == 0 ? PriceFormat.Default : format });

    private static Task SendMinorUnitsAsync(Exchange exchange)
    {
        var countries = exchange.Http.RequestServices.GetRequiredService<PlaceCatalog>().Countries;
        var format = new PriceFormat { MinorUnits = currency => countries.FindCurrency(currency)?.Decimals };
        return exchange.SendOffersAsync(new() { Prices = _ => format });
    }

    private static async Task FailOddAsync(Exchange exchange)
    {
        // A service of the sandbox, since a process may have several.
        var searches = exchange.Http.RequestServices.GetRequiredService<FlakySearches>();
        var message = await exchange.ReadAsync().ConfigureAwait(false);
        if (message.Request is { } request
            && searches.IsOdd((exchange.Supplier.Name, request.EchoToken, request.Search.PickUp.Place, request.Search.DropOff.Place)))
        {
            await HttpFaults.SendRetryAfterAsync(exchange, StatusCodes.Status503ServiceUnavailable, null).ConfigureAwait(false);
            return;
        }

        await exchange.SendOffersAsync().ConfigureAwait(false);
    }
}

/// <summary>Counts the requests of searches.</summary>
internal sealed class FlakySearches
{
    private readonly ConcurrentDictionary<(string, string, string, string), bool> odd = new();

    /// <summary>Counts a request.</summary>
    /// <returns>Whether it is the first, third, … of its search.</returns>
    public bool IsOdd((string Supplier, string EchoToken, string From, string To) search) =>
        odd.TryAdd(search, true) || !odd.TryRemove(search, out _);
}
