using CarSearch.Rentals;
using CarSearch.Suppliers;
using CarSearch.Suppliers.Simulated;
using FsCheck;
using FsCheck.Fluent;

namespace CarSearch.Tests.Core.Suppliers;

/// <summary>Requests for the tests of the simulated fleet, and a way to ask all of it at once.</summary>
internal static class SimulatedSearches
{
    /// <summary>A Monday.</summary>
    public static DateTime May { get; } = new(2026, 5, 4, 10, 0, 0);

    public static SupplierRequest Request(
        string from = "JFK",
        string? to = null,
        int days = 2,
        int age = 30,
        string currency = "USD",
        DateTime? at = null,
        DateTimeOffset? requestedAt = null)
    {
        var start = at ?? May;
        var search = new SearchRequest
        {
            PickUp = Point(from, start),
            DropOff = Point(to ?? from, start.AddDays(days)),
            Days = days,
            DriverAge = age,
            Residence = "US",
            Currency = currency,
        };
        return new SupplierRequest("echo", search, requestedAt);
    }

    public static IReadOnlyList<SimulatedSupplier> Fleet(Action<SimulatedFleetOptions>? change = null, TimeProvider? time = null)
    {
        var options = new SimulatedFleetOptions { LatencyScale = 0, FaultRate = 0 };
        change?.Invoke(options);
        return [.. SimulatedFleet.Create(options, time ?? TimeProvider.System).Cast<SimulatedSupplier>()];
    }

    public static IReadOnlyList<SupplierOffer> Ask(this ISupplier supplier, SupplierRequest request)
    {
        var answer = supplier.SearchAsync(request, CancellationToken.None);
        Assert.True(answer.IsCompleted, "No latency was configured.");
        return answer.GetAwaiter().GetResult().Offers;
    }

    /// <summary>Any request for places of every kind, in any currency.</summary>
    public static Arbitrary<SupplierRequest> Any { get; } = (
        from places in Gen.Two(Gen.Elements("NYC", "JFK", "LGA", "LAX", "ACK", "LON", "OSL", "TRD", "DXB", "SYD", "YYZ", "XXX"))
        from oneWay in Gen.Elements(true, false, false)
        from days in Gen.Choose(1, 90)
        from age in Gen.Choose(18, 99)
        from currency in Gen.Elements(ExchangeRates.Currencies.ToArray())
        from start in Gen.Choose(0, 330 * 24)
        select Request(places.Item1, oneWay ? places.Item2 : null, days, age, currency, May.AddHours(start))).ToArbitrary();

    private static RentalPoint Point(string place, DateTime at)
    {
        var (name, country, zone, airports) = place switch
        {
            "NYC" => ("New York", "US", "America/New_York", "JFK EWR LGA"),
            "JFK" or "LGA" or "EWR" => ("New York", "US", "America/New_York", place),
            "ACK" => ("Nantucket", "US", "America/New_York", place),
            "LAX" => ("Los Angeles", "US", "America/Los_Angeles", place),
            "YYZ" => ("Toronto", "CA", "America/Toronto", place),
            "LON" => ("London", "GB", "Europe/London", "LHR LGW STN LTN LCY SEN"),
            "OSL" => ("Oslo", "NO", "Europe/Oslo", place),
            "TRD" => ("Trondheim", "NO", "Europe/Oslo", place),
            "DXB" => ("Dubai", "AE", "Asia/Dubai", place),
            "SYD" => ("Sydney", "AU", "Australia/Sydney", place),
            "NRT" => ("Tokyo", "JP", "Asia/Tokyo", place),
            _ => ("Nowhere", "ZZ", "Etc/UTC", place),
        };
        return new RentalPoint
        {
            Place = place, Name = name, Country = country, TimeZone = zone, At = at,
            Airports = [.. airports.Split(' ').Select(code => new RentalAirport(code, $"{name} {code} Airport"))],
        };
    }
}
