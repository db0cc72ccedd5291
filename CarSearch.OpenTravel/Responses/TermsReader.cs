using System.Globalization;
using System.Xml;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Reads the terms of one offer from its coverages, charges, fees, payment rules and restrictions, with the codes of lists VCT (coverages),
/// VCP (purposes), PMT (payments), RUL (rules) and RTC (rates). Of several values, the first is used.
/// </summary>
/// <param name="pickUpAt">The local time of the pick-up.</param>
/// <param name="driverAge">The driver's age.</param>
internal sealed class TermsReader(DateTime pickUpAt, int driverAge)
{
    private readonly CoverageReader coverages = new();
    private readonly FeeCollector fees = new();
    private readonly CancellationReader cancellation = new(pickUpAt);
    private Amount? deposit;
    private FuelPolicy? fuelPolicy;
    private PaymentTime? payment;
    private int? minimumAge;

    /// <summary>Gets a value indicating whether a booking can be canceled without a fee, or null if unknown.</summary>
    public bool? FreeCancellation => cancellation.IsFree;

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        coverages.Clear();
        fees.Clear();
        cancellation.Clear();
        deposit = null;
        fuelPolicy = null;
        payment = null;
        minimumAge = null;
    }

    /// <summary>Adds a charge or fee.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isFee">Whether it is a fee.</param>
    public void AddLine(PriceLine line, bool isFee)
    {
        if (line.Purpose is ChargePurpose.Deposit)
        {
            deposit ??= Amount.From(line);
        }
        else if (line.Code == 126)
        {
            cancellation.AddFee(Amount.From(line));
        }
        else if (FeeKinds.FromLine(line) is { } kind)
        {
            fees.Add(kind, line, line.IsDue(driverAge, isFee));
        }
        else
        {
            fuelPolicy ??= FuelPolicies.FromPurpose(line.Code) ?? FuelPolicies.Parse(line.Description);
        }
    }

    /// <summary>Reads element PricedCoverage, PricedEquip or one within, except Charge.</summary>
    /// <returns>Whether its text is needed, by <see cref="ReadCoverageText"/>.</returns>
    public bool ReadPriced(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "PricedCoverage":
                EndCoverage();
                coverages.Begin(xml);
                return false;
            case "PricedEquip":
                EndCoverage();
                return false;
            case "Coverage":
                coverages.ReadCoverage(xml);
                return false;
            case "Deductible":
                coverages.ReadDeductible(xml);
                return false;
            default:
                return xml.LocalName is "Details" && coverages.IsCancellation;
        }
    }

    /// <summary>Reads the text of element Details.</summary>
    public void ReadCoverageText(string text) => coverages.ReadPeriod(text);

    /// <summary>Adds the charge of a coverage or of equipment.</summary>
    public void AddPricedCharge(PriceLine line) => coverages.AddCharge(line);

    /// <summary>Reads element PaymentRule.</summary>
    public void ReadPayment(XmlReader xml)
    {
        string? rule = null, type = null;
        for (var isAttribute = xml.MoveToFirstAttribute(); isAttribute; isAttribute = xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "RuleType": rule = xml.Value; break;
                case "PaymentType": type = xml.Value; break;
            }
        }

        xml.MoveToElement();
        if (rule is "1")
        {
            cancellation.ReadRule(xml, Amount.Read(xml, "Amount"));
        }
        else if (rule is "4" || type is "31" or "44" or "50")
        {
            AddPayment(PaymentTime.Guarantee);
        }
        else if (IsPrepayment(rule, type) && Amount.Read(xml, "Amount").Value is not 0)
        {
            AddPayment(PaymentTime.Prepaid);
        }
    }

    /// <summary>Reads element RateQualifier.</summary>
    public void ReadQualifier(XmlReader xml)
    {
        string? category = null, text = null;
        for (var isAttribute = xml.MoveToFirstAttribute(); isAttribute; isAttribute = xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "RateQualifier": text = xml.Value; break;
                case "RateCategory": category = xml.Value; break;
            }
        }

        var name = text.AsSpan().Trim();
        if (category is "19" || name.StartsWith("PREPAID", StringComparison.OrdinalIgnoreCase))
        {
            AddPayment(PaymentTime.Prepaid);
        }
        else if (name.StartsWith("POSTPAID", StringComparison.OrdinalIgnoreCase))
        {
            AddPayment(PaymentTime.AtPickUp);
        }
    }

    /// <summary>Reads element RateRestrictions.</summary>
    public void ReadRestrictions(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "CancellationPenaltyInd": cancellation.ReadPenalty(xml.Value); break;
                case "MinimumAge": ReadMinimumAge(xml.Value); break;
                case "GuaranteeReqInd" when LenientParser.ParseBoolean(xml.Value) is true: AddPayment(PaymentTime.Guarantee); break;
            }
        }
    }

    /// <summary>Reads the minimum age of the driver.</summary>
    public void ReadMinimumAge(string text) =>
        minimumAge ??= int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var age)
            && age is >= 16 and <= 99 ? age : null;

    /// <summary>Reads an element of the extensions of a car.</summary>
    public void ReadExtension(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "FuelPolicy": fuelPolicy ??= FuelPolicies.Parse(xml.GetAttribute("Type")); break;
            case "Deposit": deposit ??= Amount.Read(xml, "ExcessAmount"); break;
        }
    }

    /// <summary>Creates the terms, or null if none is known.</summary>
    /// <param name="currency">The currency of amounts without one, or null if there are several.</param>
    /// <param name="price">The price. What is paid at pick-up decides about the time of payment.</param>
    /// <param name="units">Receives the DecimalPlaces of the amounts.</param>
    public OfferTerms? CreateTerms(string? currency, OfferPrice price, out TermUnits units)
    {
        EndCoverage();
        units = default;
        var isTimeKnown = price.PayAtPickUp is null || (payment is PaymentTime.Guarantee && price.PayAtPickUp == price.Total);
        var time = isTimeKnown ? payment : null;
        var ownDeposit = deposit?.Resolve(currency, ref units);
        var covers = coverages.GetCovers();
        var excess = coverages.GetExcess(currency, ref units);
        var freeUntil = cancellation.GetFreeUntil();
        var cancellationFee = cancellation.GetFee()?.Resolve(currency, ref units);
        var ownFees = fees.Create(currency, ref units);
        if (ownDeposit is null && covers is null && excess is null && fuelPolicy is null && time is null && freeUntil is null
            && cancellationFee is null && ownFees is null && minimumAge is null)
        {
            return null;
        }

        return new()
        {
            Deposit = ownDeposit,
            Covers = covers,
            Excess = excess,
            FuelPolicy = fuelPolicy,
            Payment = time,
            FreeUntil = freeUntil,
            CancellationFee = cancellationFee,
            Fees = ownFees,
            MinimumAge = minimumAge,
        };
    }

    private static bool IsPrepayment(string? rule, string? type) =>
        rule is "2" || type is "4" || type?.Trim().StartsWith("prep", StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Adds a time of payment. A prepaid rate may also need a guarantee, and so may one that is paid at pick-up.</summary>
    private void AddPayment(PaymentTime time) => payment = (payment, time) switch
    {
        (null, _) or (PaymentTime.Guarantee, PaymentTime.Prepaid) or (PaymentTime.AtPickUp, PaymentTime.Guarantee) => time,
        _ => payment,
    };

    private void EndCoverage()
    {
        if (coverages.IsCancellation)
        {
            cancellation.AddPeriod(coverages.Period, coverages.Charge);
        }
        else if (coverages.Fee is { } fee)
        {
            fees.Add(fee, coverages.Charge, coverages.IsRequired || coverages.Charge.IsInRate is true);
        }
        else
        {
            fuelPolicy ??= coverages.FuelPolicy;
        }

        coverages.End();
    }
}
