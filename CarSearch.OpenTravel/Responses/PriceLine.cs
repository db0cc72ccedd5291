using System.Buffers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>The purpose of a line of a price: a code of list VCP (workbook OpenTravel_CodeList), as far as it is relevant here.</summary>
internal enum ChargePurpose
{
    /// <summary>No purpose, or a text that is not of the list. It may be the rental's.</summary>
    Unspecified,

    /// <summary>A code of the list that does not affect the price of the rental.</summary>
    Other,

    /// <summary>A deposit, which has no code in the list. It is returned to the customer.</summary>
    Deposit,
    Rental,
    Discount,
    AdditionalTime,
    Mandatory,
    YoungDriver,
    Senior,
    Optional,
    AdditionalDistance,
    Prepayment,
    PayOnArrival,
}

/// <summary>Parses the purpose of a line of a price.</summary>
internal static class ChargePurposes
{
    private static readonly SearchValues<string> DepositWords = SearchValues.Create(
        ["deposit", "depósito", "dépôt de garantie", "cauzione", "caução", "kaution"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses a code of the list or its name, such as <c>Base Rate</c> or <c>VEHICLE_RENTAL</c>.</summary>
    public static ChargePurpose Parse(ReadOnlySpan<char> text) => text switch
    {
        "" => ChargePurpose.Unspecified,
        "1" or "35" => ChargePurpose.Rental,
        "3" => ChargePurpose.Discount,
        "9" or "10" or "11" => ChargePurpose.AdditionalTime,

        // 65 city tax, 78 county tax, 89 lessor tax, 128 VAT.
        "7" or "26" or "36" or "65" or "78" or "89" or "128" => ChargePurpose.Mandatory,
        "13" or "14" => ChargePurpose.YoungDriver,
        "15" => ChargePurpose.Senior,
        "4" or "12" or "18" or "19" or "20" or "21" or "24" or "28" => ChargePurpose.Optional,
        "8" => ChargePurpose.AdditionalDistance,
        "22" => ChargePurpose.Prepayment,
        "23" => ChargePurpose.PayOnArrival,
        [>= '0' and <= '9', ..] => ChargePurpose.Other,
        _ => ParseName(text.ToString().Replace('_', ' ').Trim().ToUpperInvariant()),
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
/// <param name="Code">The code of list VCP, or 0 if the purpose is none.</param>
/// <param name="Amount">The amount.</param>
/// <param name="HasTax">Whether the amount includes tax.</param>
/// <param name="IsInRate">Whether the amount is included in RateTotalAmount.</param>
/// <param name="IsInEstimate">Whether the amount is included in EstimatedTotalAmount.</param>
/// <param name="IsRequired">Whether the amount must be paid.</param>
/// <param name="Description">The description of a charge for fuel, or null.</param>
internal readonly record struct PriceLine(
    ChargePurpose Purpose,
    int Code,
    Amount Amount,
    bool? HasTax,
    bool? IsInRate,
    bool? IsInEstimate,
    bool? IsRequired,
    string? Description)
{
    private const int MaxYoungAge = 25;
    private const int MinSeniorAge = 65;

    /// <summary>Gets a value indicating whether the line is not included in any total. The estimate includes the rate.</summary>
    public bool IsOutsideTotals => IsInEstimate is false && IsInRate is not true;

    /// <summary>Gets the amount if it is positive, else zero.</summary>
    public decimal Charged => Math.Max(Amount.Value ?? 0, 0);

    /// <summary>Reads a line.</summary>
    public static PriceLine Read(ElementReader xml)
    {
        Amount amount = default;
        var (purpose, code) = (ChargePurpose.Unspecified, 0);
        bool? hasTax = null, isInRate = null, isInEstimate = null, isRequired = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "TaxInclusive" or "taxInclusive": hasTax = LenientParser.ParseBoolean(xml.Value); break;
                case "IncludedInRate": isInRate = LenientParser.ParseBoolean(xml.Value); break;
                case "IncludedInEstTotalInd": isInEstimate = LenientParser.ParseBoolean(xml.Value); break;
                case "RequiredInd" or "Required": isRequired = LenientParser.ParseBoolean(xml.Value); break;
                case "Purpose": (purpose, code) = (ChargePurposes.Parse(xml.Value), LenientParser.ParseCode(xml.Value) ?? 0); break;
                default: amount.ReadAttribute(xml); break;
            }
        }

        // Read only here, since descriptions are long.
        if (purpose is ChargePurpose.Unspecified && (isInRate is false || isInEstimate is false)
            && ChargePurposes.IsDeposit(xml.GetAttribute("Description") ?? ""))
        {
            purpose = ChargePurpose.Deposit;
        }

        var description = code is 20 or 24 ? xml.GetAttribute("Description") : null;
        return new(purpose, code, amount, hasTax, isInRate, isInEstimate, isRequired, description);
    }

    /// <summary>Returns whether a surcharge for young drivers may apply.</summary>
    public static bool IsYoung(int driverAge) => driverAge <= MaxYoungAge;

    /// <summary>Returns whether the line has to be paid. An unknown amount counts, unless it is optional.</summary>
    /// <param name="driverAge">The driver's age.</param>
    /// <param name="isFee">Whether the line is a fee. As a charge, further days are listed for information.</param>
    public bool IsDue(int driverAge, bool isFee) => !(Amount.Value <= 0) && Purpose switch
    {
        ChargePurpose.Rental or ChargePurpose.AdditionalDistance or ChargePurpose.Deposit => false,
        ChargePurpose.YoungDriver => IsRequired ?? IsYoung(driverAge),
        ChargePurpose.Senior => IsRequired ?? driverAge >= MinSeniorAge,
        ChargePurpose.AdditionalTime => IsRequired ?? isFee,
        ChargePurpose.Optional => IsRequired is true,
        _ => IsRequired is not false,
    };
}
