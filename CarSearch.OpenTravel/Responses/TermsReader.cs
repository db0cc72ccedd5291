using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Reads the terms of one offer from its coverages, charges, fees, payment rules and restrictions, with the codes of lists VCT (coverages),
/// VCP (purposes), PMT (payments), RUL (rules) and RTC (rates). Of several values, the first is used.
/// </summary>
internal sealed class TermsReader(DateTime pickUpAt)
{
    private readonly FeeCollector fees = new();
    private CancellationReader cancellation = new(pickUpAt);
    private Amount? deposit;
    private FuelPolicy? fuelPolicy;
    private PaymentTime? payment;
    private int? minimumAge;

    /// <summary>Gets the coverages.</summary>
    public CoverageReader Coverages { get; } = new();

    /// <summary>Gets a value indicating whether a booking can be canceled without a fee, or null if unknown.</summary>
    public bool? FreeCancellation => cancellation.IsFree;

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        Coverages.Clear();
        fees.Clear();
        cancellation = new(pickUpAt);
        deposit = null;
        fuelPolicy = null;
        payment = null;
        minimumAge = null;
    }

    /// <summary>Adds a charge or fee.</summary>
    public void AddLine(in PriceLine line, bool isDue)
    {
        if (line.Purpose is ChargePurpose.Deposit)
        {
            deposit ??= line.Amount;
        }
        else if (line.Code == 126)
        {
            cancellation.AddFee(line.Amount);
        }
        else if (FeeCollector.FindKind(line) is { } kind)
        {
            fees.Add(kind, line, isDue);
        }
        else
        {
            fuelPolicy ??= FuelPolicies.FromPurpose(line.Code) ?? FuelPolicies.Parse(line.Description);
        }
    }

    /// <summary>Reads element PricedCoverage or PricedEquip.</summary>
    public void BeginPriced(ElementReader xml)
    {
        EndCoverage();
        Coverages.Begin(xml);
    }

    /// <summary>Adds a payment rule.</summary>
    public void AddPaymentRule(ElementReader xml, string? rule, string? type, in Amount amount)
    {
        if (rule is "1")
        {
            cancellation.ReadRule(xml, amount);
        }
        else if (rule is "4" || type is "31" or "44" or "50")
        {
            AddPayment(PaymentTime.Guarantee);
        }
        else if (amount.Value is not 0
            && (rule is "2" || type is "4" || type?.StartsWith("prep", StringComparison.OrdinalIgnoreCase) is true))
        {
            AddPayment(PaymentTime.Prepaid);
        }
    }

    /// <summary>Adds the time of payment that RateQualifier's attributes RateCategory and RateQualifier state.</summary>
    public void AddQualifier(string? category, string? qualifier)
    {
        if (category is "19" || qualifier?.StartsWith("PREPAID", StringComparison.OrdinalIgnoreCase) is true)
        {
            AddPayment(PaymentTime.Prepaid);
        }
        else if (qualifier?.StartsWith("POSTPAID", StringComparison.OrdinalIgnoreCase) is true)
        {
            AddPayment(PaymentTime.AtPickUp);
        }
    }

    /// <summary>Reads element RateRestrictions.</summary>
    public void ReadRestrictions(ElementReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "CancellationPenaltyInd": cancellation.ReadPenalty(xml.Value); break;
                case "MinimumAge": ReadMinimumAge(xml.Value); break;
                case "GuaranteeReqInd" when LenientParser.ParseBoolean(xml.Value) is true: AddPayment(PaymentTime.Guarantee); break;
            }
        }
    }

    /// <summary>Reads the minimum age of the driver.</summary>
    public void ReadMinimumAge(ReadOnlySpan<char> text) =>
        minimumAge ??= LenientParser.ParseCode(text) is >= 16 and <= 99 and var age ? age : null;

    /// <summary>Reads an element of the extensions of a car.</summary>
    public void ReadExtension(ElementReader xml)
    {
        switch (xml.Name)
        {
            case "FuelPolicy": fuelPolicy ??= FuelPolicies.Parse(xml.GetAttribute("Type")); break;
            case "Deposit": deposit ??= Amount.Read(xml); break;
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
        var covers = Coverages.GetCovers();
        var excess = Coverages.GetExcess(currency, ref units);
        var freeUntil = cancellation.GetFreeUntil();
        var cancellationFee = cancellation.GetFee().Resolve(currency, ref units);
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

    /// <summary>Adds a time of payment. A prepaid rate may also need a guarantee, and so may one that is paid at pick-up.</summary>
    private void AddPayment(PaymentTime time) => payment = (payment, time) switch
    {
        (null, _) or (PaymentTime.Guarantee, PaymentTime.Prepaid) or (PaymentTime.AtPickUp, PaymentTime.Guarantee) => time,
        _ => payment,
    };

    private void EndCoverage()
    {
        if (Coverages.IsCancellation)
        {
            cancellation.AddPeriod(Coverages.Period, Coverages.Charge.Amount);
        }
        else if (Coverages.Fee is { } fee)
        {
            fees.Add(fee, Coverages.Charge, Coverages.IsRequired || Coverages.Charge.IsInRate is true);
        }
        else
        {
            fuelPolicy ??= Coverages.FuelPolicy;
        }

        Coverages.End();
    }
}
