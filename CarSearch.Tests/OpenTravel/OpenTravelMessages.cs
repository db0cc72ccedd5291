using CarSearch.OpenTravel.Requests;
using CarSearch.Rentals;

namespace CarSearch.Tests.OpenTravel;

/// <summary>
/// Messages of our own in the shapes in which suppliers write OTA_VehAvailRateRS: invented vendors, cars and amounts. They lie in
/// Messages/, one file a shape; no file has been sent by anybody.
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

    /// <summary>Every message's name, without <c>.xml</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(OpenTravelMessages).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name[Folder.Length..]))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A message's bytes, as its file has them.</summary>
    public static byte[] Bytes(string name)
    {
        using var stream = typeof(OpenTravelMessages).Assembly.GetManifestResourceStream($"{Folder}{name}.xml")
            ?? throw new ArgumentException($"There is no message {name}.", nameof(name));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>What was asked when a message came: one car from the 4th of December, ten o'clock.</summary>
    /// <param name="pickUp">Airport, or <c>NYC</c>, a city that is asked for as one.</param>
    /// <param name="currency">Asked for.</param>
    /// <param name="dropOff">Airport; the pick-up's when null.</param>
    /// <param name="days">Rental days.</param>
    public static AvailabilityQuestion Question(string pickUp, string currency, string? dropOff = null, int days = 5) =>
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
