using System.Text.Json;
using System.Text.Json.Nodes;

namespace CarSearch.Bench.Searches;

/// <summary>Bodies of valid searches, all different, the same for a given index and day.</summary>
internal static class SearchBodies
{
    private static readonly DateOnly s_today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    // Ways to name a place that are not an airport's code; POST alone uses them, because a city may mean several airports.
    private static readonly string[] s_cities = ["New York", "NYC", "london", "LON", "Paris, FR", "Zürich", "sao paulo", "San Francisco"];

    /// <summary>Airports with one code for one place.</summary>
    public static IReadOnlyList<string> Airports { get; } =
    [
        "JFK", "LGA", "EWR", "LAX", "SFO", "SEA", "BOS", "ATL", "DEN", "PHX", "LAS", "MCO", "LHR", "LGW", "MAN", "EDI", "DUB", "CDG", "ORY",
        "NCE", "FRA", "MUC", "HAM", "AMS", "ZRH", "GVA", "VIE", "MAD", "BCN", "LIS", "FCO", "ATH", "CPH", "ARN", "OSL", "HEL", "WAW", "PRG",
        "BUD", "SYD", "AKL", "HND",
    ];

    /// <summary>A search of one airport, by a driver old enough for every supplier.</summary>
    public static string OneAirport(int index, string airport) => Create(index, airport, 30);

    /// <summary>A search of an airport or a city, however named.</summary>
    public static string AnyPlace(int index)
    {
        var place = index % (Airports.Count + s_cities.Length);
        return Create(index, place < Airports.Count ? Airports[place] : s_cities[place - Airports.Count], 21);
    }

    private static string Create(int index, string place, int youngest)
    {
        var pickUp = s_today.AddDays(7 + (int)(index * 7L % 290)).ToDateTime(new TimeOnly(8 + (index % 11), index % 2 * 30));
        var dropOff = pickUp.AddDays(1 + (index / 7 % 14)).AddHours(index % 3);
        var body = new JsonObject
        {
            ["pickUp"] = new JsonObject { ["place"] = place, ["at"] = $"{pickUp:yyyy-MM-ddTHH:mm}" },
            ["dropOff"] = new JsonObject { ["at"] = $"{dropOff:yyyy-MM-ddTHH:mm}" },
            ["driverAge"] = youngest + (index % 47),
        };
        if (index % 3 == 0)
        {
            body["residence"] = "US";
            body["currency"] = "USD";
        }

        return body.ToJsonString(JsonSerializerOptions.Default);
    }
}
