namespace CarSearch.Samples.Api;

/// <summary>A rate of the rental company Northway.</summary>
public sealed record Rate(string Id, string? Sipp, string Model, int? Seats, decimal? Total, string Currency);

/// <summary>The rates of Northway: one that can be offered, one of an unknown class of car, and one without a price.</summary>
public static class Rates
{
    /// <summary>Gets the rates at an airport.</summary>
    public static Rate[] For(string at, DateTime from, DateTime to, string currency) =>
    [
        new($"{at}-1", "CDAR", "Toyota Corolla or similar", 5, 60.25m * (decimal)Math.Ceiling((to - from).TotalDays), currency),
        new($"{at}-2", "????", "A mystery car", null, 80, currency),
        new($"{at}-3", "ECMN", "Kia Rio or similar", 5, null, currency),
    ];
}
