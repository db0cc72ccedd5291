using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the price of one offer, with the codes of lists VCP (purposes) and PMT (payments).</summary>
/// <remarks>
/// <para>
/// The total is <c>EstimatedTotalAmount</c>, by the schema "including any additional mandatory charges", else <c>RateTotalAmount</c>,
/// "excluding" them. The latter is used only if nothing in the offer contradicts it: no charge of the rental that excludes its tax, no
/// excluded tax or fee. Otherwise there is no total, unless the supplier's RateTotalAmount is configured as gross.
/// </para><para>
/// Lines are never added up to a total: some suppliers list discounts as positive fees, the same amount twice, or parts of another line.
/// An offer with a required line that is in no total (<c>IncludedInEstTotalInd</c>) therefore has no total.
/// </para>
/// </remarks>
internal sealed class PriceReader(AmountUnits units)
{
    private const int MaxTotals = 8;

    private readonly List<(decimal? Rate, decimal? Estimated, bool IsNet, Amount Unit)> totals = [];
    private OfferUnits offerUnits;
    private RentalCharges rental;
    private PaymentSplit payments;
    private int? linePlaces;
    private bool isRateIncomplete;
    private decimal maxOutsideRate;
    private bool hasOutsideTotals;

    /// <summary>Gets the currency of all amounts, or null if there are several or none.</summary>
    public string? Currency => offerUnits.Currency;

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        totals.Clear();
        offerUnits = default;
        rental = default;
        payments = default;
        linePlaces = null;
        maxOutsideRate = 0;
        isRateIncomplete = hasOutsideTotals = false;
    }

    /// <summary>Reads element TotalCharge.</summary>
    public void ReadTotal(ElementReader xml)
    {
        decimal? rate = null, estimated = null;
        bool? hasTax = null;
        Amount unit = default;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "RateTotalAmount": rate = LenientParser.ParseAmount(xml.Value); break;
                case "EstimatedTotalAmount": estimated = LenientParser.ParseAmount(xml.Value); break;
                case "TaxInclusive" or "taxInclusive": hasTax = LenientParser.ParseBoolean(xml.Value); break;
                default: unit.ReadAttribute(xml); break;
            }
        }

        units.Observe(rate, unit.DecimalPlaces);
        units.Observe(estimated, unit.DecimalPlaces);
        offerUnits.AddCurrency(unit.Currency);
        offerUnits.AddDecimalPlaces(unit.DecimalPlaces);

        // A total with an unreadable currency is ignored. The schema allows two totals; the number kept is limited.
        if (!unit.IsCurrencyUnreadable && totals.Count < MaxTotals)
        {
            totals.Add((rate > 0 ? rate : null, estimated > 0 ? estimated : null, hasTax is false, unit));
        }
    }

    /// <summary>Adds a charge or fee.</summary>
    public void AddLine(in PriceLine line, bool isFee, bool isDue)
    {
        linePlaces = line.Amount.DecimalPlaces;
        units.Observe(line.Amount.Value, linePlaces);
        offerUnits.AddCurrency(line.Amount.Currency);
        offerUnits.AddDecimalPlaces(linePlaces);
        rental.Add(line, isFee);
        payments.Add(line);
        if (isDue)
        {
            // A text as the purpose of a charge may be the rental's.
            AddDue(line, line.IsInRate is false && (isFee || line.Purpose is not ChargePurpose.Unspecified));
        }
    }

    /// <summary>Reads element Calculation of a charge.</summary>
    public void ReadCalculation(ElementReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            if (xml.Name is "UnitCharge")
            {
                units.Observe(LenientParser.ParseAmount(xml.Value), linePlaces);
            }
        }
    }

    /// <summary>Reads element TaxAmount of a charge.</summary>
    public void ReadTax(ElementReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            if (xml.Name is "Total" && LenientParser.ParseAmount(xml.Value) is > 0 and var amount)
            {
                units.Observe(amount, linePlaces);
                rental.AddTax(amount);
            }
        }
    }

    /// <summary>Adds the charge of a coverage or piece of equipment. Unless stated otherwise, these are optional.</summary>
    public void AddPricedCharge(in PriceLine line, bool isDue)
    {
        linePlaces = line.Amount.DecimalPlaces;
        units.Observe(line.Amount.Value, linePlaces);
        if (isDue && line.Amount.Value > 0)
        {
            AddDue(line, line.IsInRate is false);
        }
    }

    /// <summary>Adds a payment rule.</summary>
    public void AddPaymentRule(in Amount amount, bool isPrepayment)
    {
        units.Observe(amount.Value, amount.DecimalPlaces);
        offerUnits.AddDecimalPlaces(amount.DecimalPlaces);
        if (isPrepayment)
        {
            payments.AddPrepaymentRule(amount);
        }
    }

    /// <summary>Returns the price, or null if the total is unknown or ambiguous.</summary>
    /// <param name="currency">The requested currency, preferred if there are totals in several.</param>
    /// <param name="isGross">Whether the supplier's RateTotalAmount includes all taxes and fees.</param>
    public QuotedPrice? GetPrice(string currency, bool isGross)
    {
        QuotedPrice? result = null;
        foreach (var (rate, estimated, isNet, unit) in totals)
        {
            if (CreatePrice(rate, estimated, isNet, unit, isGross) is not { } quote)
            {
                continue;
            }

            if (result?.Price.Currency == quote.Price.Currency && result?.Price.Total != quote.Price.Total)
            {
                // Two totals in one currency are ambiguous.
                return null;
            }

            result = result is null || (quote.Price.Currency == currency && result.Value.Price.Currency != currency) ? quote : result;
        }

        return result;
    }

    private QuotedPrice? CreatePrice(decimal? rate, decimal? estimated, bool isNet, in Amount unit, bool isGross)
    {
        // An estimate below the rate that it should include is ambiguous. One that is the rate, although a fee is due in addition to the
        // rate, is not an estimate.
        const decimal tolerance = RentalCharges.RoundingTolerance;
        if (hasOutsideTotals
            || (unit.Currency ?? Currency) is not { } currency
            || estimated + tolerance < rate
            || (!isGross && estimated <= rate + tolerance && maxOutsideRate > tolerance)
            || (estimated ?? (isGross || (!isNet && !isRateIncomplete && rental.IncludesTax(rate)) ? rate : null)) is not { } amount
            || payments.Exceeds(amount, currency))
        {
            return null;
        }

        var basePrice = rental.GetBase(amount, currency, includesAll: estimated is not null);
        var price = new OfferPrice
        {
            Total = amount,
            Currency = currency,
            Base = basePrice,
            TaxesAndFees = amount - basePrice,
            PayAtPickUp = payments.GetPayAtPickUp(amount, currency),
            Estimated = rate is null,
        };
        return new(price, offerUnits.GetDecimalPlaces(unit), offerUnits.HasDecimalPlaces);
    }

    private void AddDue(in PriceLine line, bool isOutsideRate)
    {
        hasOutsideTotals |= line.IsOutsideTotals;
        isRateIncomplete |= isOutsideRate;

        // A discount may be a positive amount, and a payment is a part of the total.
        if (isOutsideRate && line.Purpose is not (ChargePurpose.Discount or ChargePurpose.Prepayment or ChargePurpose.PayOnArrival))
        {
            maxOutsideRate = Math.Max(maxOutsideRate, line.Charged);
        }
    }
}
