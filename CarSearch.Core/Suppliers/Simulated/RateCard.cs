using CarSearch.Cars;

namespace CarSearch.Suppliers.Simulated;

/// <summary>What makes a price: every rule that all simulated suppliers share, in US dollars.</summary>
/// <remarks>Only additions, multiplications and roundings, which IEEE 754 fixes to the last bit: prices are the same on every architecture.</remarks>
internal static class RateCard
{
    /// <summary>The age from which a driver pays no surcharge.</summary>
    public const int FullAge = 25;

    /// <summary>The share of a rental that a broker takes when booking.</summary>
    public const double DepositShare = 0.18;

    /// <summary>The day's rate of a class in the United States, before tax.</summary>
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

        // Where most drive manual, an automatic is a better car.
        var gearbox = car.Transmission == Transmission.Automatic && region == Region.Europe ? 1.16 : 1.0;
        var drive = car.Drive == Drive.Unspecified ? 1.0 : 1.06;
        var fuel = car.Fuel switch { Fuel.Electric => 1.06, Fuel.PlugInHybrid => 1.08, Fuel.Hybrid => 1.05, Fuel.Diesel => 1.04, _ => 1.0 };
        return size * type * gearbox * drive * fuel;
    }

    /// <summary>
    /// A rental of so many days in daily rates: a week costs <paramref name="weekInDays"/>, four weeks 3.6 of these. A further day is never cheaper.
    /// </summary>
    public static double DaysCharged(int days, double weekInDays)
    {
        var fourWeeks = 3.6 * weekInDays;
        var (months, rest) = Math.DivRem(days, 28);
        var (weeks, day) = Math.DivRem(rest, 7);
        var remainder = (weeks * weekInDays) + Math.Min(day, weekInDays);
        return (months * fourWeeks) + Math.Min(remainder, fourWeeks);
    }

    /// <summary>How early it is: the last minute is dearest, three weeks ahead and more cheapest.</summary>
    public static double Lead(DateTimeOffset? askedAt, DateTime pickUp)
    {
        // Time zones move this by half a day at most: good enough for steps of days.
        return askedAt is not { } asked ? 1.0 : (pickUp - asked.UtcDateTime).TotalDays switch
        {
            < 1 => 1.28,
            < 3 => 1.20,
            < 7 => 1.13,
            < 14 => 1.07,
            < 21 => 1.03,
            _ => 1.0,
        };
    }

    /// <summary>The season and the day of the week at the pick-up.</summary>
    public static double Season(DateTime pickUp, bool south)
    {
        // Christmas is everywhere; summer is where the sun is.
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

    /// <summary>The share of the rental that the airport takes, in the price or on top of it.</summary>
    public static double Concession(bool hub, bool atAirport) => (hub, atAirport) switch
    {
        (true, true) => 0.13,
        (false, true) => 0.10,
        (true, false) => 0.08,
        _ => 0.05,
    };

    /// <summary>What the airport takes a day for its building, of no more than ten days.</summary>
    public static double FacilityFee(bool hub, bool atAirport, int days) => (atAirport ? hub ? 5.5 : 3.0 : 0) * Math.Min(days, 10);

    /// <summary>What it costs to bring the car back elsewhere.</summary>
    public static double OneWayFee(WayBack way, double level) => level * way switch
    {
        WayBack.SameStation => 0,
        WayBack.SameCity => 28,
        WayBack.SameTimeZone => 105,
        WayBack.SameCountry => 190,
        _ => 620,
    };

    /// <summary>What a driver under 25 pays more, of no more than ten days.</summary>
    public static double YoungDriverFee(int age, double daily, int days) => age < FullAge ? daily * Math.Min(days, 10) : 0;
}
