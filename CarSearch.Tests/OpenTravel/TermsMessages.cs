using System.Globalization;
using System.Text;
using CarSearch.Suppliers;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Reads messages with one offer, which differ in its terms, its picture and its stations.</summary>
internal static class TermsMessages
{
    /// <summary>The total of the offer.</summary>
    public const string Total = """<TotalCharge RateTotalAmount="100.00" EstimatedTotalAmount="120.00" CurrencyCode="EUR"/>""";

    /// <summary>Reads a message. The pick-up is on December 4, 2026, at 10:00.</summary>
    /// <param name="rate">Elements of RentalRate.</param>
    /// <param name="core">Elements of VehAvailCore.</param>
    /// <param name="info">Elements of VehAvailInfo.</param>
    /// <param name="vehicle">Elements of Vehicle.</param>
    /// <param name="stations">Elements of Info.</param>
    /// <param name="total">The total.</param>
    /// <param name="driverAge">The driver's age.</param>
    public static async Task<SupplierOffer> ReadAsync(
        string rate = "", string core = "", string info = "", string vehicle = "", string stations = "", string total = Total,
        int driverAge = 30)
    {
        var message = $"""
            <OTA_VehAvailRateRS><Success/><VehAvailRSCore><VehVendorAvails><VehVendorAvail><VehAvails><VehAvail>
            <VehAvailCore Status="Available"><Vehicle Code="CDAR" CodeContext="SIPP">{vehicle}</Vehicle><RentalRate>{rate}</RentalRate>
            {total}{core}<Reference Type="16" ID="1"/></VehAvailCore><VehAvailInfo>{info}</VehAvailInfo></VehAvail></VehAvails>
            <Info>{stations}</Info></VehVendorAvail></VehVendorAvails></VehAvailRSCore></OTA_VehAvailRateRS>
            """;
        var query = OpenTravelMessages.Query("JFK", "EUR");
        query = query with { Search = query.Search with { DriverAge = driverAge } };
        var availability = await TestReader.ReadAsync(Encoding.UTF8.GetBytes(message), query);
        Assert.Equal(0, availability.Dropped);
        return Assert.Single(TestReader.GetServedOffers(availability, query, out _));
    }

    /// <summary>Formats terms on one line, as far as they are known; a minus if none is.</summary>
    public static string Format(OfferTerms? terms)
    {
        var parts = new List<string>();
        Add("deposit", Amount(terms?.Deposit));
        Add("excess", terms?.Excess?.Select(excess => $"{excess.Cover} {Amount(excess.Amount)}"));
        Add("covers", terms?.Covers?.Select(cover => $"{cover}"));
        Add("fuel", terms?.FuelPolicy?.ToString());
        Add("pay", terms?.Payment?.ToString());
        Add("until", terms?.FreeUntil?.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
        Add("fee", Amount(terms?.CancellationFee));
        Add("fees", terms?.Fees?.Select(fee => string.Join(
            ' ', fee.Kind, Amount(fee.Amount) ?? "?", fee.Included switch { true => "in", false => "out", null => "?" })));
        Add("age", terms?.MinimumAge?.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "-" : string.Join("; ", parts);

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                parts.Add($"{name} {(value is IEnumerable<string> list ? string.Join(", ", list) : value)}");
            }
        }

        static string? Amount(MoneyAmount? amount) =>
            amount is { } known ? FormattableString.Invariant($"{known.Amount:0.###} {known.Currency}") : null;
    }

    /// <summary>Formats the details of a station on one line, as far as they are known; a minus if none is.</summary>
    public static string Format(OfferStation station)
    {
        string?[] parts =
        [
            station.Address is { } address ? $"\"{address}\"" : null,
            station.Location is { } location ? FormattableString.Invariant($"{location.Latitude} {location.Longitude}") : null,
            station.Phone,
            station.Hours is { } hours ? $"[{hours}]" : null,
            station.Access?.ToString(),
        ];
        return string.Join(" | ", parts.OfType<string>()) is { Length: > 0 } text ? text : "-";
    }
}
