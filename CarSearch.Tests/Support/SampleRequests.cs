using CarSearch.Rentals;

namespace CarSearch.Tests.Support;

/// <summary>Sample requests.</summary>
public static class SampleRequests
{
    public static SearchRequest Weekend { get; } = new()
    {
        PickUp = JohnFKennedy(4),
        DropOff = JohnFKennedy(6),
        Days = 2,
        DriverAge = 30,
        Residence = "US",
        Currency = "USD",
    };

    private static RentalPoint JohnFKennedy(int day) => new()
    {
        Place = "JFK",
        Name = "John F. Kennedy International Airport",
        Country = "US",
        TimeZone = "America/New_York",
        At = new(2026, 12, day, 10, 0, 0),
        Airports = [new("JFK", "John F. Kennedy International Airport")],
    };
}
