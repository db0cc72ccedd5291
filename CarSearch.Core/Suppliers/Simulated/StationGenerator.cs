using System.Collections.Frozen;
using System.Globalization;
using CarSearch.Places;
using CarSearch.Rentals;

namespace CarSearch.Suppliers.Simulated;

/// <summary>Generates the stations of one supplier. Addresses are fictitious; telephone numbers are those reserved for fiction.</summary>
internal sealed class StationGenerator(FleetProfile profile)
{
    // The largest rental airports, approximately.
    private static readonly FrozenDictionary<string, Coordinates> Airports = new Dictionary<string, Coordinates>
    {
        ["JFK"] = new(40.6413, -73.7781), ["LGA"] = new(40.7769, -73.8740), ["EWR"] = new(40.6895, -74.1745),
        ["BOS"] = new(42.3656, -71.0096), ["ORD"] = new(41.9742, -87.9073), ["ATL"] = new(33.6407, -84.4277),
        ["MIA"] = new(25.7959, -80.2870), ["MCO"] = new(28.4312, -81.3081), ["DFW"] = new(32.8998, -97.0403),
        ["DEN"] = new(39.8561, -104.6737), ["LAS"] = new(36.0840, -115.1537), ["LAX"] = new(33.9416, -118.4085),
        ["SFO"] = new(37.6213, -122.3790), ["SEA"] = new(47.4502, -122.3088), ["YYZ"] = new(43.6777, -79.6248),
        ["LHR"] = new(51.4700, -0.4543), ["LGW"] = new(51.1537, -0.1821), ["CDG"] = new(49.0097, 2.5479),
        ["AMS"] = new(52.3105, 4.7683), ["FRA"] = new(50.0379, 8.5622), ["MUC"] = new(48.3537, 11.7750),
        ["ZRH"] = new(47.4582, 8.5555), ["VIE"] = new(48.1103, 16.5697), ["MAD"] = new(40.4983, -3.5676),
        ["BCN"] = new(41.2974, 2.0833), ["PMI"] = new(39.5517, 2.7388), ["AGP"] = new(36.6749, -4.4991),
        ["LIS"] = new(38.7742, -9.1342), ["FCO"] = new(41.8003, 12.2389), ["MXP"] = new(45.6306, 8.7281),
        ["CPH"] = new(55.6180, 12.6508), ["OSL"] = new(60.1976, 11.1004), ["ARN"] = new(59.6498, 17.9238),
        ["DXB"] = new(25.2532, 55.3657), ["SIN"] = new(1.3644, 103.9915), ["HND"] = new(35.5494, 139.7798),
        ["NRT"] = new(35.7720, 140.3929), ["SYD"] = new(-33.9399, 151.1753), ["MEL"] = new(-37.6690, 144.8410),
        ["JNB"] = new(-26.1367, 28.2411), ["GRU"] = new(-23.4356, -46.4731),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public OfferStation Generate(RentalAirport airport, string country, bool atTerminal, ulong hash)
    {
        var name = atTerminal ? airport.Name : $"{profile.Name}, shuttle from {airport.Name}";
        var station = new OfferStation(airport.Code, name.Length > 120 ? name[..120] : name, atTerminal);
        if (!profile.HasStationDetails)
        {
            return station with { Access = atTerminal ? null : StationAccess.Shuttle };
        }

        var isHub = Markets.IsHub(airport.Code);
        var street = atTerminal ? "Arrivals Hall" : string.Create(CultureInfo.InvariantCulture, $"{1 + (hash % 98)} Airport Road");
        return station with
        {
            Address = $"{street}, {airport.Code}, {country}",
            Location = FindLocation(airport.Code, atTerminal, hash),
            Phone = GetPhone(country, hash),
            Hours = atTerminal && isHub ? "24/7" : "Mo-Su 06:00-23:30",
            Access = !atTerminal ? StationAccess.ShuttleOffAirport
                : isHub && Markets.Find(country).Region == Region.NorthAmerica ? StationAccess.CounterInTerminalShuttleToCar
                : StationAccess.InTerminal,
        };
    }

    /// <summary>Returns the airport of the return and its distance.</summary>
    public static (RentalAirport DropOff, ReturnDistance Distance) FindReturn(RentalAirport pickUp, SearchRequest search)
    {
        var (from, to) = (search.PickUp, search.DropOff);
        if (to.Airports.Any(airport => airport.Code == pickUp.Code))
        {
            return (pickUp, ReturnDistance.SameStation);
        }

        var dropOff = to.Airports[0];
        return (dropOff,
            from.Airports.Any(airport => airport.Code == dropOff.Code) ? ReturnDistance.SameCity :
            to.Country != from.Country ? ReturnDistance.Abroad :
            to.TimeZone != from.TimeZone ? ReturnDistance.SameCountry : ReturnDistance.SameTimeZone);
    }

    /// <summary>Returns the location of an airport, or of a station about a kilometer or two from it, or null if it is unknown.</summary>
    private static Coordinates? FindLocation(string airport, bool atTerminal, ulong hash)
    {
        if (!Airports.TryGetValue(airport, out var location))
        {
            return null;
        }

        if (atTerminal)
        {
            return location;
        }

        var (north, east) = (0.01 * (1 + StableHash.ToUniform(hash.Then(5))), 0.02 * (StableHash.ToUniform(hash.Then(6)) - 0.5));
        return new(Math.Round(location.Latitude + north, 4), Math.Round(location.Longitude + east, 4));
    }

    private static string? GetPhone(string country, ulong hash) => country switch
    {
        "US" or "CA" => string.Create(CultureInfo.InvariantCulture, $"+1 202 555 01{hash % 100:00}"),
        "GB" => string.Create(CultureInfo.InvariantCulture, $"+44 1632 960{hash % 1_000:000}"),
        _ => null,
    };
}
