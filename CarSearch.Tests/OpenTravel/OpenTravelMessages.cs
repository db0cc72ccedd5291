using CarSearch.OpenTravel.Requests;
using CarSearch.Rentals;

namespace CarSearch.Tests.OpenTravel;

/// <summary>
/// Messages in the forms in which suppliers write OTA_VehAvailRateRS, with fictitious vendors, cars and amounts: one file per form in
/// Messages/. They were written for these tests.
/// </summary>
internal static class OpenTravelMessages
{
    private const string Folder = "CarSearch.Tests.OpenTravel.Messages.";

    private static readonly Dictionary<string, string> Airports = new(StringComparer.Ordinal)
    {
        ["BCN"] = "Barcelona El Prat",
        ["BOG"] = "Bogota El Dorado",
        ["DXB"] = "Dubai",
        ["EWR"] = "Newark Liberty",
        ["FCO"] = "Rome Fiumicino",
        ["GRU"] = "Sao Paulo Guarulhos",
        ["JFK"] = "New York JFK",
        ["LGA"] = "New York LaGuardia",
        ["LHR"] = "London Heathrow",
        ["MAD"] = "Madrid Barajas",
        ["MCO"] = "Orlando",
    };

    /// <summary>Gets the names of all messages, without <c>.xml</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(OpenTravelMessages).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name[Folder.Length..]))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Returns the bytes of a message.</summary>
    public static byte[] Bytes(string name)
    {
        using var stream = typeof(OpenTravelMessages).Assembly.GetManifestResourceStream($"{Folder}{name}.xml")
            ?? throw new ArgumentException($"Unknown message {name}.", nameof(name));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Creates the query of a message: from December 4, 10:00.</summary>
    /// <param name="pickUp">The airport, or <c>NYC</c>, a city requested as a whole.</param>
    /// <param name="currency">The requested currency.</param>
    /// <param name="dropOff">The airport, or null for that of the pick-up.</param>
    /// <param name="days">The number of rental days.</param>
    public static AvailabilityQuery Query(string pickUp, string currency, string? dropOff = null, int days = 5) =>
        new(
            new()
            {
                PickUp = Point(pickUp, 4),
                DropOff = Point(dropOff ?? pickUp, 4 + days),
                Days = days,
                DriverAge = 30,
                Residence = "US",
                Currency = currency,
            },
            pickUp,
            dropOff ?? pickUp,
            "0f1e2d3c");

    private static RentalPoint Point(string place, int day) => new()
    {
        Place = place,
        Name = place == "NYC" ? "New York" : Airports[place],
        Country = "US",
        TimeZone = "America/New_York",
        At = new DateTime(2026, 12, 1, 10, 0, 0).AddDays(day - 1),
        Airports = [.. (place == "NYC" ? ["JFK", "LGA", "EWR"] : new[] { place }).Select(code => new RentalAirport(code, Airports[code]))],
    };
}
