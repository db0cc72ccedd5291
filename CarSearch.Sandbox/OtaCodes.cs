using CarSearch.Cars;
using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>Maps the values of an offer to OpenTravel's codes (code lists of 2024, enumerations of schema 2017B).</summary>
internal static class OtaCodes
{
    /// <summary>
    /// Returns a code of list SIZ, by the first letter of the ACRISS code, which includes elite classes, else by the size.
    /// </summary>
    public static string GetSize(Car car) => car.Acriss?[0] switch
    {
        'N' => "33",
        'H' => "34",
        'D' => "35",
        'J' => "36",
        'R' => "37",
        'G' => "38",
        'U' => "39",
        'W' => "40",
        _ => car.Size switch
        {
            CarSize.Mini => "1",
            CarSize.Economy => "3",
            CarSize.Compact => "4",
            CarSize.Intermediate => "6",
            CarSize.Standard => "7",
            CarSize.FullSize => "8",
            CarSize.Premium => "10",
            CarSize.Luxury => "9",
            CarSize.Oversize => "41",
            _ => "32",
        },
    };

    /// <summary>
    /// Returns a code of list VEC, by the second letter of the ACRISS code where it is more specific than the type, else by the type.
    /// </summary>
    public static string GetCategory(Car car) => car.Acriss?[1] switch
    {
        'E' => "18",
        'M' => "19",
        'J' => "11",
        'N' => "21",
        'Q' => "15",
        'X' => "14",
        'Z' => "17",
        'R' => "12",
        'H' => "10",
        'Y' => "20",
        'K' => "23",
        _ => car.Type switch
        {
            CarType.Car => "1",
            CarType.Wagon => "8",
            CarType.Van => "2",
            CarType.Suv => "3",
            CarType.Crossover => "22",
            CarType.Convertible => "4",
            CarType.Sports => "13",
            CarType.Pickup => "9",
            _ => "24",
        },
    };

    /// <summary>
    /// Returns a value of Vehicle/@FuelType. It has no value for plug-in hybrids, which only the ACRISS code distinguishes.
    /// </summary>
    public static string GetFuelType(Fuel fuel) => fuel switch
    {
        Fuel.Petrol => "Petrol",
        Fuel.Diesel => "Diesel",
        Fuel.Hybrid or Fuel.PlugInHybrid => "Hybrid",
        Fuel.Electric => "Electric",
        Fuel.Gas => "LPG_CompressedGas",
        Fuel.Hydrogen => "Hydrogen",
        Fuel.Multi => "MultiFuel",
        Fuel.Ethanol => "Ethanol",
        _ => "Unspecified",
    };

    /// <summary>Returns a value of Vehicle/@DriveType.</summary>
    public static string GetDriveType(Drive drive) =>
        drive switch { Drive.AllWheel => "AWD", Drive.FourWheel => "4WD", _ => "Unspecified" };

    /// <summary>Returns the first code of list VCT for a cover.</summary>
    public static string GetCoverageType(Cover cover) => cover switch
    {
        Cover.CollisionDamageWaiver => "7",
        Cover.LossDamageWaiver => "24",
        Cover.TheftProtection => "48",
        Cover.ExcessReduction => "13",
        Cover.FullCoverage => "16",
        Cover.ThirdPartyLiability => "63",
        Cover.SupplementalLiability => "42",
        Cover.PersonalAccident => "32",
        Cover.PersonalEffects => "36",
        Cover.PersonalAccidentAndEffects => "34",
        Cover.GlassAndTires => "64",
        Cover.RoadsideAssistance => "65",
        _ => "52",
    };

    /// <summary>Returns a code of list VCP. It has none for same to same, which is a charge for fuel with a description.</summary>
    public static string GetPurpose(FuelPolicy policy) => policy switch
    {
        FuelPolicy.FreeTank => "113",
        FuelPolicy.PrepurchasedWithRefund => "114",
        FuelPolicy.PrepurchasedWithoutRefund => "115",
        FuelPolicy.FullToFull => "116",
        FuelPolicy.FullToEmpty => "117",
        FuelPolicy.QuarterToEmpty => "118",
        FuelPolicy.EmptyToEmpty => "119",
        FuelPolicy.HalfToHalf => "120",
        _ => "20",
    };

    /// <summary>Returns a code of list VCP.</summary>
    public static string GetPurpose(FeeKind kind) => kind switch
    {
        FeeKind.OneWay => "2",
        FeeKind.YoungDriver => "13",
        FeeKind.AfterHours => "82",
        FeeKind.Airport => "30",
        FeeKind.Tax => "7",
        _ => "6",
    };

    /// <summary>
    /// Returns codes of list VWF for the counter and, if it differs, the cars. It has no code for a walk.
    /// </summary>
    public static (string? Counter, string? Park) GetFacility(StationAccess? access) => access switch
    {
        StationAccess.InTerminal => ("1", null),
        StationAccess.CounterInTerminalShuttleToCar => ("1", "2"),
        StationAccess.Shuttle => ("16", null),
        StationAccess.ShuttleOnAirport => ("2", null),
        StationAccess.ShuttleOffAirport => ("3", null),
        StationAccess.CallForPickUp => ("25", null),
        StationAccess.RentalCenter => ("26", null),
        StationAccess.RailwayStation => ("4", null),
        StationAccess.Port => ("12", null),
        StationAccess.Hotel => ("5", null),
        StationAccess.CarDealer => ("6", null),
        StationAccess.City => ("7", null),
        StationAccess.Resort => ("13", null),
        _ => default,
    };

    /// <summary>Returns a value of @DistUnitName.</summary>
    public static string GetDistanceUnit(DistanceUnit unit) => unit is DistanceUnit.Miles ? "Mile" : "Km";
}
