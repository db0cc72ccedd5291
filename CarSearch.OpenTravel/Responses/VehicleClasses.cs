using CarSearch.Cars;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Maps the codes of OpenTravel's lists SIZ (<c>VehClass/@Size</c>) and VEC (<c>VehType/@VehicleCategory</c>) to sizes and types, for cars
/// without an ACRISS code. The lists: OpenTravel_CodeList of https://opentravel.org/download/, 2024A.
/// </summary>
internal static class VehicleClasses
{
    /// <summary>
    /// Maps a code of list SIZ, or the name of a size, to a size, and to a type if the code implies one. Returns null for anything else.
    /// </summary>
    public static (CarSize Size, CarType? Type)? FromSizeCode(ReadOnlySpan<char> code) => LenientParser.ParseCode(code) switch
    {
        1 or 33 => (CarSize.Mini, null),
        2 or 3 or 34 => (CarSize.Economy, null),
        4 or 35 => (CarSize.Compact, null),
        5 or 6 or 36 => (CarSize.Intermediate, null),
        7 or 37 => (CarSize.Standard, null),
        8 or 38 => (CarSize.FullSize, null),
        9 or 40 => (CarSize.Luxury, null),
        10 or 39 => (CarSize.Premium, null),
        11 => (CarSize.Intermediate, CarType.Van),
        12 or 14 => (CarSize.Oversize, CarType.Van),
        13 or 15 or 16 or 17 or 18 or 19 or 20 or 25 or 26 => (CarSize.Special, CarType.Other),
        21 => (CarSize.Luxury, CarType.Car),
        23 or 24 or 32 => (CarSize.Special, null),
        27 => (CarSize.Compact, CarType.Suv),
        28 => (CarSize.Intermediate, CarType.Suv),
        29 => (CarSize.FullSize, CarType.Suv),
        30 or 31 => (CarSize.Special, CarType.Suv),
        41 => (CarSize.Oversize, null),
        42 => (CarSize.Oversize, CarType.Other),
        _ when CarWords.Sizes.Find(code.ToString()) is { } size => (size, null),
        _ => null,
    };

    /// <summary>Maps a code of list VEC, the name of a type, or an ACRISS type letter to a type. Returns null for anything else.</summary>
    public static CarType? FromCategoryCode(ReadOnlySpan<char> code) => LenientParser.ParseCode(code) switch
    {
        1 or 7 or 18 => CarType.Car,
        2 or 19 => CarType.Van,
        3 or 11 => CarType.Suv,
        4 or 21 => CarType.Convertible,
        5 or 6 or 10 or 12 or 14 or 17 or 20 or 23 or 24 or 25 => CarType.Other,
        8 => CarType.Wagon,
        9 or 15 or 16 => CarType.Pickup,
        13 => CarType.Sports,
        22 => CarType.Crossover,
        _ when CarWords.Types.Find(code.ToString()) is { } type => type,
        _ when code.Length == 1 && Acriss.TryDecode(['C', code[0], 'M', 'R'], out var car) => car.Type,
        _ => null,
    };
}
