using CarSearch.Cars;
using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>OpenTravel's words and numbers (code lists of 2024, enumerations of schema 2017B) for those of an offer.</summary>
internal static class OtaCodes
{
    /// <summary>List SIZ: the first letter of the ACRISS code, which also tells elite classes; without a code, the size.</summary>
    public static string Size(Car car) => car.Acriss?[0] switch
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

    /// <summary>List VEC: the second letter of the ACRISS code where it says more than the type; else the type.</summary>
    public static string Category(Car car) => car.Acriss?[1] switch
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

    /// <summary>What Vehicle/@FuelType takes. A plug-in hybrid is a hybrid there: only the ACRISS code tells them apart.</summary>
    public static string FuelType(Fuel fuel) => fuel switch
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

    /// <summary>What Vehicle/@DriveType takes.</summary>
    public static string DriveType(Drive drive) => drive switch { Drive.AllWheel => "AWD", Drive.FourWheel => "4WD", _ => "Unspecified" };

    /// <summary>What @DistUnitName takes.</summary>
    public static string DistUnitName(DistanceUnit unit) => unit is DistanceUnit.Miles ? "Mile" : "Km";
}
