using CarSearch.Cars;
using CarSearch.Suppliers;

namespace CarSearch.Offers;

/// <summary>Checks whether an offer can be served: whether it meets the requirements of <see cref="SupplierOffer"/>.</summary>
internal static class OfferCheck
{
    private const decimal MaxAmount = 1_000_000_000m;

    /// <summary>Checks an offer, and gets the number of decimals of its currency.</summary>
    public static bool IsUsable(SupplierOffer offer, CurrencyDecimals decimals, out int places)
    {
        places = decimals(offer.Price.Currency) ?? -1;
        return places >= 0
            && Money.Round(offer.Price.Total, places) is > 0 and <= MaxAmount
            && IsAmount(offer.Price.Base) && IsAmount(offer.Price.TaxesAndFees) && IsAmount(offer.Price.PayAtPickUp)
            && offer.Price.Days is null or >= 1
            && IsText(offer.Reference, 2048) && SupplierText.IsSafe(offer.Reference) && IsText(offer.Vehicle, 120)
            && (offer.Vendor is null || IsText(offer.Vendor, 60))
            && IsStation(offer.PickUp) && IsStation(offer.DropOff)
            && offer.Seats is null or (>= 1 and <= 60)
            && offer.Doors is null or (>= 0 and <= 10)
            && offer.Bags is null or (>= 0 and <= 60)
            && offer.Mileage?.Included is null or >= 0
            && (offer.Car.Acriss is null || IsCode(offer.Car.Acriss, 4))
            && IsWebAddress(offer.BookingUrl);
    }

    /// <summary>Returns whether a text has 1 to <paramref name="maxLength"/> characters.</summary>
    public static bool IsText(string? text, int maxLength) => text is { Length: > 0 } && text.Length <= maxLength;

    public static bool IsAmount(decimal? amount) => amount is null or (>= 0 and <= MaxAmount);

    /// <summary>Returns whether this is an https address of the web, which is as for the booking page.</summary>
    public static bool IsHttps(string? address) =>
        address is not null && address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && IsWebAddress(address);

    private static bool IsStation(OfferStation station) => IsCode(station.Place, 3) && IsText(station.Name, 120);

    private static bool IsCode(string? code, int length) => code?.Length == length && !code.AsSpan().ContainsAnyExceptInRange('A', 'Z');

    /// <summary>
    /// Whether this is an absolute address of the web as RFC 3986 writes it: in visible ASCII, with a host. Credentials before the host are
    /// not accepted, as in <c>https://known.example@other.example</c>, nor a backslash, which browsers read as a slash.
    /// </summary>
    private static bool IsWebAddress(string? address) =>
        address is null
        || (address.Length <= 2048
            && !address.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E')
            && !address.Contains('\\', StringComparison.Ordinal)
            && (HasHost(address, "https://") || HasHost(address, "http://")));

    private static bool HasHost(string address, string scheme)
    {
        if (!address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = address.AsSpan(scheme.Length);
        var host = rest.IndexOfAny('/', '?', '#') is >= 0 and var end ? rest[..end] : rest;
        return host.Length > 0 && char.IsAsciiLetterOrDigit(host[0]) && !host.Contains('@');
    }
}
