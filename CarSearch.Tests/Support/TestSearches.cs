using CarSearch.Tests.Core.Api.Contract;

namespace CarSearch.Tests.Support;

/// <summary>The start time and search of tests.</summary>
public static class TestSearches
{
    /// <summary>Monday noon in New York; 4 December 2026 is eleven days ahead.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 23, 17, 0, 0, TimeSpan.Zero);

    /// <summary>A search that every host accepts at <see cref="Start"/>.</summary>
    public const string Weekend =
        """{"pickUp":{"place":"JFK","at":"2026-12-04T10:00"},"dropOff":{"at":"2026-12-06T10:00"}}""";

    /// <summary>A search that a host accepts by the real clock.</summary>
    public static string Ahead(int days = 30, string place = "JFK", int nights = 2)
    {
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(days);
        return ContractExtensions.Body(place, $"{day:yyyy-MM-dd}T10:00", until: $"{day.AddDays(nights):yyyy-MM-dd}T10:00");
    }
}
