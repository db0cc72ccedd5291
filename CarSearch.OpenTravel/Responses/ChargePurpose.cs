namespace CarSearch.OpenTravel.Responses;

/// <summary>What a line of a price is for, of list VCP (workbook OpenTravel_CodeList), as far as it matters here.</summary>
internal enum ChargePurpose
{
    /// <summary>A purpose of the list that says nothing of the rental's own price.</summary>
    Other,

    /// <summary>No purpose, or a word that is not the list's: it may be the rental's.</summary>
    Untold,

    /// <summary>1 vehicle rental, 35 base rate.</summary>
    Rental,

    /// <summary>3 discount.</summary>
    Discount,

    /// <summary>9, 10, 11: additional week, day, hour.</summary>
    MoreTime,

    /// <summary>7 tax, 26 mandatory charges total, 36 mandatory, 65 city tax, 78 county tax, 89 lessor tax, 128 VAT: nobody gets around it.</summary>
    Mandatory,

    /// <summary>4 coverage, 8 additional distance, 20 fuel, 21 equipment, 24 prepaid fuel, 28 optional: paid by who wants it.</summary>
    Optional,

    /// <summary>22 prepay amount.</summary>
    PaidNow,

    /// <summary>23 pay on arrival amount.</summary>
    PaidAtPickUp,
}

/// <summary>Reads what a line of a price is for.</summary>
internal static class ChargePurposes
{
    /// <summary>The purpose of a number of the list, or of its name, which some write instead, as <c>Base Rate</c> or <c>VEHICLE_RENTAL</c>.</summary>
    public static ChargePurpose Of(string? text) => text switch
    {
        null or "" => ChargePurpose.Untold,
        "1" or "35" => ChargePurpose.Rental,
        "3" => ChargePurpose.Discount,
        "9" or "10" or "11" => ChargePurpose.MoreTime,
        "7" or "26" or "36" or "65" or "78" or "89" or "128" => ChargePurpose.Mandatory,
        "4" or "8" or "20" or "21" or "24" or "28" => ChargePurpose.Optional,
        "22" => ChargePurpose.PaidNow,
        "23" => ChargePurpose.PaidAtPickUp,
        [>= '0' and <= '9', ..] => ChargePurpose.Other,
        _ => Named(text.Replace('_', ' ').Trim().ToUpperInvariant()),
    };

    private static ChargePurpose Named(string name) => name switch
    {
        "VEHICLE RENTAL" or "BASE RATE" => ChargePurpose.Rental,
        "DISCOUNT" => ChargePurpose.Discount,
        "ADDITIONAL WEEK" or "ADDITIONAL DAY" or "ADDITIONAL HOUR" => ChargePurpose.MoreTime,
        "TAX" or "VAT TAX" or "MANDATORY" or "MANDATORY CHARGES TOTAL" => ChargePurpose.Mandatory,
        "COVERAGE" or "ADDITIONAL DISTANCE" or "FUEL" or "EQUIPMENT" or "PREPAID FUEL" or "OPTIONAL" => ChargePurpose.Optional,
        "PREPAY AMOUNT" => ChargePurpose.PaidNow,
        "PAY ON ARRIVAL AMOUNT" => ChargePurpose.PaidAtPickUp,
        _ => ChargePurpose.Untold,
    };
}
