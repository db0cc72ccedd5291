using System.Xml;
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
/// <param name="units">The units of the amounts of the response.</param>
/// <param name="driverAge">The driver's age.</param>
internal sealed class PriceReader(AmountUnits units, int driverAge)
{
    private const int MaxTotals = 8;

    private readonly List<PriceTotal> totals = [];
    private readonly PriceLineReader lines = new(units);
    private readonly RentalCharges rental = new();
    private readonly PaymentSplit payments = new();
    private bool isRateIncomplete;
    private decimal maxOutsideRate;
    private bool hasOutsideTotals;
    private bool isPricedRequired;

    /// <inheritdoc cref="PriceLineReader.Currency"/>
    public string? Currency => lines.Currency;

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        totals.Clear();
        maxOutsideRate = 0;
        isRateIncomplete = hasOutsideTotals = isPricedRequired = false;
        lines.Clear();
        rental.Clear();
        payments.Clear();
    }

    /// <summary>Reads element TotalCharge.</summary>
    public void ReadTotal(XmlReader xml)
    {
        decimal? rate = null, estimated = null;
        string? currency = null;
        bool? hasTax = null;
        int? places = null;
        var isReadable = true;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "RateTotalAmount": rate = LenientParser.ParseAmount(xml.Value); break;
                case "EstimatedTotalAmount": estimated = LenientParser.ParseAmount(xml.Value); break;
                case "DecimalPlaces": places = lines.ReadDecimalPlaces(xml.Value); break;
                case "CurrencyCode":
                    currency = lines.ReadCurrency(xml.Value);
                    isReadable = currency is not null || string.IsNullOrWhiteSpace(xml.Value);
                    break;
                case "TaxInclusive" or "taxInclusive": hasTax = LenientParser.ParseBoolean(xml.Value); break;
            }
        }

        units.Observe(rate, places);
        units.Observe(estimated, places);

        // A total with an unreadable currency is ignored. The schema allows two totals; the number kept is limited.
        if (isReadable && totals.Count < MaxTotals)
        {
            totals.Add(new(rate > 0 ? rate : null, estimated > 0 ? estimated : null, currency, hasTax is false, places));
        }
    }

    /// <summary>Reads element VehicleCharge.</summary>
    public PriceLine ReadCharge(XmlReader xml)
    {
        var line = lines.Read(xml);
        rental.AddCharge(line);
        payments.Add(line);
        if (line.IsDue(driverAge, isFee: false))
        {
            // A text as a purpose may be the rental's.
            AddDue(line, line.IsOutsideRate && line.Purpose is not ChargePurpose.Unspecified);
        }

        return line;
    }

    /// <summary>Reads element Calculation of a charge.</summary>
    public void ReadCalculation(XmlReader xml) =>
        lines.ObserveLineAmount(xml.GetAttribute("UnitCharge") is { } charge ? LenientParser.ParseAmount(charge) : null);

    /// <summary>Reads element TaxAmount of a charge.</summary>
    public void ReadTax(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName is "Total" && LenientParser.ParseAmount(xml.Value) is > 0 and var amount)
            {
                lines.ObserveLineAmount(amount);
                rental.AddTax(amount);
            }
        }
    }

    /// <summary>Reads element Fee.</summary>
    public PriceLine ReadFee(XmlReader xml)
    {
        var line = lines.Read(xml);
        rental.AddFee(line);
        payments.Add(line);
        if (line.IsDue(driverAge, isFee: true))
        {
            AddDue(line, line.IsOutsideRate);
        }

        return line;
    }

    /// <summary>Reads element PricedCoverage or PricedEquip.</summary>
    public void ReadPriced(XmlReader xml) =>
        isPricedRequired = LenientParser.ParseBoolean(xml.GetAttribute("Required") ?? xml.GetAttribute("RequiredInd") ?? "") is true;

    /// <summary>Reads element Coverage of a PricedCoverage. A broker lists the fees of other suppliers as coverages.</summary>
    public void ReadCoverage(XmlReader xml) => isPricedRequired |= xml.GetAttribute("Code") switch
    {
        "412" or "418" => true,
        "410" => PriceLine.IsYoung(driverAge),
        _ => false,
    };

    /// <summary>Reads element Charge of a PricedCoverage or PricedEquip. Unless stated otherwise, these are optional.</summary>
    public PriceLine ReadPricedCharge(XmlReader xml)
    {
        var line = lines.Read(xml, isPartOfPrice: false);
        if (isPricedRequired && line.Amount > 0)
        {
            AddDue(line, line.IsOutsideRate);
        }

        return line;
    }

    /// <summary>Reads element PaymentRule.</summary>
    public void ReadPayment(XmlReader xml)
    {
        decimal? amount = null;
        string? currency = null;
        int? places = null;
        var isPrepayment = false;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Amount": amount = LenientParser.ParseAmount(xml.Value); break;
                case "DecimalPlaces": places = lines.ReadDecimalPlaces(xml.Value); break;
                case "CurrencyCode": currency = lines.ParseCurrency(xml.Value); break;
                case "PaymentType": isPrepayment |= xml.Value is "4"; break;
                case "RuleType": isPrepayment |= xml.Value is "2"; break;
            }
        }

        units.Observe(amount, places);

        // Prepayment in lists PMT and RUL.
        if (isPrepayment)
        {
            payments.AddPrepaymentRule(amount, currency);
        }
    }

    /// <summary>Returns the price, or null if the total is unknown or ambiguous.</summary>
    /// <param name="currency">The requested currency, preferred if there are totals in several.</param>
    /// <param name="isGross">Whether the supplier's RateTotalAmount includes all taxes and fees.</param>
    public QuotedPrice? GetPrice(string currency, bool isGross)
    {
        QuotedPrice? result = null;
        foreach (var total in totals)
        {
            if (CreatePrice(total, isGross) is not { } quote)
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

    private QuotedPrice? CreatePrice(PriceTotal total, bool isGross)
    {
        // An estimate below the rate that it should include is ambiguous.
        if (hasOutsideTotals
            || (total.Currency ?? lines.Currency) is not { } currency
            || total.Estimated + RentalCharges.RoundingTolerance < total.Rate
            || (!isGross && IsRateAsEstimate(total))
            || (total.Estimated ?? (isGross || IsRateComplete(total) ? total.Rate : null)) is not { } amount
            || payments.Exceeds(amount, currency))
        {
            return null;
        }

        var basePrice = rental.GetBase(amount, currency, includesAll: total.Estimated is not null);
        var price = new OfferPrice
        {
            Total = amount,
            Currency = currency,
            Base = basePrice,
            TaxesAndFees = amount - basePrice,
            PayAtPickUp = payments.GetPayAtPickUp(amount, currency),
            Estimated = total.Rate is null,
        };
        return new(price, lines.GetDecimalPlaces(total.DecimalPlaces, total.Currency), lines.HasDecimalPlaces);
    }

    /// <summary>Returns whether a RateTotalAmount without an estimate includes everything, as far as the offer shows.</summary>
    private bool IsRateComplete(PriceTotal total) =>
        total is { Rate: { } rate, IsNet: false } && !isRateIncomplete && rental.IncludesTax(rate);

    /// <summary>Returns whether the estimate is the rate although a fee is due in addition to the rate.</summary>
    private bool IsRateAsEstimate(PriceTotal total) =>
        total.Estimated <= total.Rate + RentalCharges.RoundingTolerance && maxOutsideRate > RentalCharges.RoundingTolerance;

    private void AddDue(PriceLine line, bool isOutsideRate)
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
