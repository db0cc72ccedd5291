using CarSearch.Cars;

namespace CarSearch.Suppliers.Simulated;

/// <summary>The price rules shared by all simulated suppliers, in US dollars.</summary>
/// <remarks>
/// Uses only addition, multiplication and rounding, which IEEE 754 defines exactly: prices are the same on every architecture.
/// </remarks>
internal static class RateCard
{
    /// <summary>The age from which no young driver fee applies.</summary>
    public const int FullDriverAge = 25;

    /// <summary>The fraction of the rental that a broker charges at booking.</summary>
    public const double DepositShare = 0.18;

    /// <summary>Returns the daily rate of a class in the United States, before tax.</summary>
    public static double Daily(Car car, Region region)
    {
        var size = car.Size switch
        {
            CarSize.Mini => 35.0,
            CarSize.Economy => 39,
            CarSize.Compact => 42,
            CarSize.Intermediate => 46,
            CarSize.Standard => 50,
            CarSize.FullSize => 55,
            CarSize.Premium => 76,
            CarSize.Luxury => 112,
            CarSize.Oversize => 92,
            _ => 140,
        };
        var type = car.Type switch
        {
            CarType.Wagon => 1.12,
            CarType.Crossover => 1.14,
            CarType.Suv => 1.30,
            CarType.Van => 1.50,
            CarType.Pickup => 1.35,
            CarType.Sports => 1.80,
            CarType.Convertible => 1.65,
            CarType.Other => 1.20,
            _ => 1.0,
        };

        // In Europe, automatic transmission costs extra.
        var gearbox = car.Transmission == Transmission.Automatic && region == Region.Europe ? 1.16 : 1.0;
        var drive = car.Drive == Drive.Unspecified ? 1.0 : 1.06;
        var fuel = car.Fuel switch { Fuel.Electric => 1.06, Fuel.PlugInHybrid => 1.08, Fuel.Hybrid => 1.05, Fuel.Diesel => 1.04, _ => 1.0 };
        return size * type * gearbox * drive * fuel;
    }

    /// <summary>
    /// Returns the price of a rental in daily rates: a week costs <paramref name="weekInDays"/>, four weeks 3.6 times that. The price never
    /// decreases with the number of days.
    /// </summary>
    public static double DaysCharged(int days, double weekInDays)
    {
        var fourWeeks = 3.6 * weekInDays;
        var (months, rest) = Math.DivRem(days, 28);
        var (weeks, day) = Math.DivRem(rest, 7);
        var remainder = (weeks * weekInDays) + Math.Min(day, weekInDays);
        return (months * fourWeeks) + Math.Min(remainder, fourWeeks);
    }

    /// <summary>Returns the factor of the lead time: highest on the day before, lowest from three weeks ahead.</summary>
    public static double Lead(DateTimeOffset? requestedAt, DateTime pickUp)
    {
        // Time zones shift this by half a day at most.
        return requestedAt is not { } time ? 1.0 : (pickUp - time.UtcDateTime).TotalDays switch
        {
            < 1 => 1.28,
            < 3 => 1.20,
            < 7 => 1.13,
            < 14 => 1.07,
            < 21 => 1.03,
            _ => 1.0,
        };
    }

    /// <summary>Returns the factor of the season and the day of the week at pick-up.</summary>
    public static double Season(DateTime pickUp, bool south)
    {
        // Christmas is the same in both hemispheres.
        var summer = ((pickUp.Month + (south ? 5 : 11)) % 12) + 1;
        var season = pickUp is { Month: 12, Day: >= 20 } or { Month: 1, Day: <= 3 } ? 1.25 : summer switch
        {
            1 or 2 or 11 => 0.90,
            7 or 8 => 1.25,
            6 or 9 => 1.10,
            4 or 5 => 1.03,
            _ => 0.97,
        };
        var day = pickUp.DayOfWeek switch
        {
            DayOfWeek.Thursday => 1.02,
            DayOfWeek.Friday => 1.06,
            DayOfWeek.Saturday => 1.03,
            DayOfWeek.Sunday => 0.97,
            _ => 1.0,
        };
        return season * day;
    }

    /// <summary>Returns the airport's concession fee as a fraction of the rental.</summary>
    public static double Concession(bool hub, bool atAirport) => (hub, atAirport) switch
    {
        (true, true) => 0.13,
        (false, true) => 0.10,
        (true, false) => 0.08,
        _ => 0.05,
    };

    /// <summary>Returns the airport's daily facility fee, for at most ten days.</summary>
    public static double FacilityFee(bool hub, bool atAirport, int days) => (atAirport ? hub ? 5.5 : 3.0 : 0) * Math.Min(days, 10);

    public static double OneWayFee(ReturnDistance distance, double level) => level * distance switch
    {
        ReturnDistance.SameStation => 0,
        ReturnDistance.SameCity => 28,
        ReturnDistance.SameTimeZone => 105,
        ReturnDistance.SameCountry => 190,
        _ => 620,
    };

    /// <summary>Returns the fee of a driver under 25, for at most ten days.</summary>
    public static double YoungDriverFee(int age, double daily, int days) => age < FullDriverAge ? daily * Math.Min(days, 10) : 0;
}
