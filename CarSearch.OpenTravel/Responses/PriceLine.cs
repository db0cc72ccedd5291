using System.Buffers;

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

    /// <summary>13, 14: young driver, younger driver.</summary>
    YoungDriver,

    /// <summary>15 senior.</summary>
    Senior,

    /// <summary>
    /// 4 coverage, 12 additional driver, 18 vehicle delivery, 19 vehicle collection, 20 fuel, 21 equipment, 24 prepaid fuel, 28 optional.
    /// </summary>
    Optional,

    /// <summary>8 additional distance.</summary>
    AdditionalDistance,

    /// <summary>22 prepay amount.</summary>
    Prepayment,

    /// <summary>23 pay on arrival amount.</summary>
    PayOnArrival,

    /// <summary>A deposit, which has no code in the list. It is returned to the customer.</summary>
    Deposit,
}

/// <summary>Parses the purpose of a line of a price.</summary>
internal static class ChargePurposes
{
    private static readonly SearchValues<string> DepositWords = SearchValues.Create(
        ["deposit", "depósito", "dépôt de garantie", "cauzione", "caução", "kaution"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses a code of the list or its name, such as <c>Base Rate</c> or <c>VEHICLE_RENTAL</c>.</summary>
    public static ChargePurpose Parse(string? text) => text switch
    {
        null or "" => ChargePurpose.Unspecified,
        "1" or "35" => ChargePurpose.Rental,
        "3" => ChargePurpose.Discount,
        "9" or "10" or "11" => ChargePurpose.AdditionalTime,
        "7" or "26" or "36" or "65" or "78" or "89" or "128" => ChargePurpose.Mandatory,
        "13" or "14" => ChargePurpose.YoungDriver,
        "15" => ChargePurpose.Senior,
        "4" or "12" or "18" or "19" or "20" or "21" or "24" or "28" => ChargePurpose.Optional,
        "8" => ChargePurpose.AdditionalDistance,
        "22" => ChargePurpose.Prepayment,
        "23" => ChargePurpose.PayOnArrival,
        [>= '0' and <= '9', ..] => ChargePurpose.Other,
        _ => ParseName(text.Replace('_', ' ').Trim().ToUpperInvariant()),
    };

    /// <summary>Returns whether a text describes a deposit.</summary>
    public static bool IsDeposit(string text) => text.AsSpan().ContainsAny(DepositWords);

    private static ChargePurpose ParseName(string name) => name switch
    {
        "VEHICLE RENTAL" or "BASE RATE" => ChargePurpose.Rental,
        "DISCOUNT" => ChargePurpose.Discount,
        "ADDITIONAL WEEK" or "ADDITIONAL DAY" or "ADDITIONAL HOUR" => ChargePurpose.AdditionalTime,
        "TAX" or "VAT TAX" or "MANDATORY" or "MANDATORY CHARGES TOTAL" => ChargePurpose.Mandatory,
        "YOUNG DRIVER" or "YOUNGER DRIVER" => ChargePurpose.YoungDriver,
        "SENIOR" => ChargePurpose.Senior,
        "COVERAGE" or "ADDITIONAL DRIVER" or "VEHICLE DELIVERY" or "VEHICLE COLLECTION" or "FUEL" or "EQUIPMENT" or "PREPAID FUEL"
            or "OPTIONAL" => ChargePurpose.Optional,
        "ADDITIONAL DISTANCE" => ChargePurpose.AdditionalDistance,
        "PREPAY AMOUNT" => ChargePurpose.Prepayment,
        "PAY ON ARRIVAL AMOUNT" => ChargePurpose.PayOnArrival,
        _ when IsDeposit(name) => ChargePurpose.Deposit,
        _ => ChargePurpose.Unspecified,
    };
}

/// <summary>A line of a price: an element VehicleCharge or Fee, or the Charge of a required coverage or piece of equipment.</summary>
/// <param name="Purpose">The purpose.</param>
/// <param name="Amount">The amount, or null if unknown.</param>
/// <param name="Currency">The currency, or null if unknown.</param>
/// <param name="HasTax">Whether the amount includes tax.</param>
/// <param name="IsInRate">Whether the amount is included in RateTotalAmount.</param>
/// <param name="IsInEstimate">Whether the amount is included in EstimatedTotalAmount.</param>
/// <param name="IsRequired">Whether the amount must be paid.</param>
internal readonly record struct PriceLine(
    ChargePurpose Purpose, decimal? Amount, string? Currency, bool? HasTax, bool? IsInRate, bool? IsInEstimate, bool? IsRequired)
{
    private const int MaxYoungAge = 25;
    private const int MinSeniorAge = 65;

    /// <summary>Gets the code of list VCP, or 0 if the purpose is none.</summary>
    public int Code { get; init; }

    /// <summary>Gets the DecimalPlaces of the amount, or null.</summary>
    public int? DecimalPlaces { get; init; }

    /// <summary>Gets a value indicating whether the currency could be read, if there is one.</summary>
    public bool IsCurrencyKnown { get; init; }

    /// <summary>Gets the description of a charge for fuel, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Gets a value indicating whether the line is not included in the rate.</summary>
    public bool IsOutsideRate => IsInRate is false;

    /// <summary>Gets a value indicating whether the line is not included in any total. The estimate includes the rate.</summary>
    public bool IsOutsideTotals => IsInEstimate is false && IsInRate is not true;

    /// <summary>Gets the amount if it is positive, else zero.</summary>
    public decimal Charged => Math.Max(Amount ?? 0, 0);

    /// <summary>Returns whether a surcharge for young drivers may apply.</summary>
    public static bool IsYoung(int driverAge) => driverAge <= MaxYoungAge;

    /// <summary>Returns whether the line has to be paid. An unknown amount counts, unless it is optional.</summary>
    /// <param name="driverAge">The driver's age.</param>
    /// <param name="isFee">Whether the line is a fee. As a charge, further days are listed for information.</param>
    public bool IsDue(int driverAge, bool isFee) => !(Amount <= 0) && Purpose switch
    {
        ChargePurpose.Rental or ChargePurpose.AdditionalDistance or ChargePurpose.Deposit => false,
        ChargePurpose.YoungDriver => IsRequired ?? IsYoung(driverAge),
        ChargePurpose.Senior => IsRequired ?? driverAge >= MinSeniorAge,
        ChargePurpose.AdditionalTime => IsRequired ?? isFee,
        ChargePurpose.Optional => IsRequired is true,
        _ => IsRequired is not false,
    };
}

/// <summary>An element TotalCharge.</summary>
/// <param name="Rate">RateTotalAmount, or null.</param>
/// <param name="Estimated">EstimatedTotalAmount, or null.</param>
/// <param name="Currency">The currency, or null if there is none.</param>
/// <param name="IsNet">Whether it states that it does not include tax.</param>
/// <param name="DecimalPlaces">The DecimalPlaces, or null.</param>
internal readonly record struct PriceTotal(decimal? Rate, decimal? Estimated, string? Currency, bool IsNet, int? DecimalPlaces);
