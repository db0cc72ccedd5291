namespace CarSearch.OpenTravel.Responses;

/// <summary>The purpose of a line of a price: a code of list VCP (workbook OpenTravel_CodeList), as far as it is relevant here.</summary>
internal enum ChargePurpose
{
    /// <summary>A code of the list that does not affect the price of the rental.</summary>
    Other,

    /// <summary>No purpose, or a text that is not of the list. It may be the rental's.</summary>
    Unspecified,

    /// <summary>1 vehicle rental, 35 base rate.</summary>
    Rental,

    /// <summary>3 discount.</summary>
    Discount,

    /// <summary>9, 10, 11: additional week, day, hour.</summary>
    AdditionalTime,

    /// <summary>7 tax, 26 mandatory charges total, 36 mandatory, 65 city tax, 78 county tax, 89 lessor tax, 128 VAT.</summary>
    Mandatory,

    /// <summary>4 coverage, 8 additional distance, 20 fuel, 21 equipment, 24 prepaid fuel, 28 optional.</summary>
    Optional,

    /// <summary>22 prepay amount.</summary>
    Prepayment,

    /// <summary>23 pay on arrival amount.</summary>
    PayOnArrival,
}

/// <summary>Parses the purpose of a line of a price.</summary>
internal static class ChargePurposes
{
    /// <summary>Parses a code of the list or its name, such as <c>Base Rate</c> or <c>VEHICLE_RENTAL</c>.</summary>
    public static ChargePurpose Parse(string? text) => text switch
    {
        null or "" => ChargePurpose.Unspecified,
        "1" or "35" => ChargePurpose.Rental,
        "3" => ChargePurpose.Discount,
        "9" or "10" or "11" => ChargePurpose.AdditionalTime,
        "7" or "26" or "36" or "65" or "78" or "89" or "128" => ChargePurpose.Mandatory,
        "4" or "8" or "20" or "21" or "24" or "28" => ChargePurpose.Optional,
        "22" => ChargePurpose.Prepayment,
        "23" => ChargePurpose.PayOnArrival,
        [>= '0' and <= '9', ..] => ChargePurpose.Other,
        _ => ParseName(text.Replace('_', ' ').Trim().ToUpperInvariant()),
    };

    private static ChargePurpose ParseName(string name) => name switch
    {
        "VEHICLE RENTAL" or "BASE RATE" => ChargePurpose.Rental,
        "DISCOUNT" => ChargePurpose.Discount,
        "ADDITIONAL WEEK" or "ADDITIONAL DAY" or "ADDITIONAL HOUR" => ChargePurpose.AdditionalTime,
        "TAX" or "VAT TAX" or "MANDATORY" or "MANDATORY CHARGES TOTAL" => ChargePurpose.Mandatory,
        "COVERAGE" or "ADDITIONAL DISTANCE" or "FUEL" or "EQUIPMENT" or "PREPAID FUEL" or "OPTIONAL" => ChargePurpose.Optional,
        "PREPAY AMOUNT" => ChargePurpose.Prepayment,
        "PAY ON ARRIVAL AMOUNT" => ChargePurpose.PayOnArrival,
        _ => ChargePurpose.Unspecified,
    };
}

/// <summary>A line of a price: an element VehicleCharge or Fee.</summary>
/// <param name="Purpose">The purpose.</param>
/// <param name="Amount">The amount, or null if unknown.</param>
/// <param name="Currency">The currency, or null if unknown.</param>
/// <param name="HasTax">Whether the amount includes tax.</param>
/// <param name="IsIncluded">Whether the amount is included in the rate.</param>
/// <param name="IsRequired">Whether the amount must be paid.</param>
internal readonly record struct PriceLine(
    ChargePurpose Purpose, decimal? Amount, string? Currency, bool? HasTax, bool? IsIncluded, bool? IsRequired)
{
    /// <summary>Gets a value indicating whether the line is due in addition to the rate: it is neither optional nor zero.</summary>
    public bool IsExcluded => IsIncluded is false && IsRequired is not false && !(Amount <= 0);

    /// <summary>Gets the amount if it is positive, else zero.</summary>
    public decimal Charged => Math.Max(Amount ?? 0, 0);
}
