using System.Xml;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the price of one offer, with the codes of lists VCP (purposes) and PMT (payments).</summary>
/// <remarks>
/// <para>
/// The total is <c>EstimatedTotalAmount</c>, by the schema "including any additional mandatory charges", else <c>RateTotalAmount</c>,
/// "excluding" them. The latter is used only if nothing in the offer contradicts it: no charge of the rental that excludes its tax, no
/// excluded tax or fee. Otherwise there is no total, unless the supplier's RateTotalAmount is configured as gross.
/// </para>
/// <para>
/// Lines are never added up to a total: some suppliers list discounts as positive fees, the same amount twice, or parts of another line.
/// </para>
/// </remarks>
internal sealed class PriceReader
{
    private const int MaxTotals = 8;

    private readonly List<Total> totals = [];
    private readonly RentalCharges rental = new();
    private readonly PaymentSplit payments = new();
    private bool hasExcludedFee;
    private string? firstCurrency;
    private bool hasSeveralCurrencies;

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        totals.Clear();
        firstCurrency = null;
        hasExcludedFee = hasSeveralCurrencies = false;
        rental.Clear();
        payments.Clear();
    }

    /// <summary>Reads element TotalCharge.</summary>
    public void ReadTotal(XmlReader xml)
    {
        decimal? rate = null, estimated = null;
        string? currency = null;
        bool? hasTax = null;
        var isReadable = true;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "RateTotalAmount": rate = Positive(LenientParser.ParseAmount(xml.Value)); break;
                case "EstimatedTotalAmount": estimated = Positive(LenientParser.ParseAmount(xml.Value)); break;
                case "CurrencyCode":
                    currency = ReadCurrency(xml.Value);
                    isReadable = currency is not null || string.IsNullOrWhiteSpace(xml.Value);
                    break;
                case "TaxInclusive" or "taxInclusive": hasTax = LenientParser.ParseBoolean(xml.Value); break;
            }
        }

        // A total with an unreadable currency is ignored. The schema allows two totals; the number kept is limited.
        if (isReadable && totals.Count < MaxTotals)
        {
            totals.Add(new(rate, estimated, currency, hasTax is false));
        }
    }

    /// <summary>Reads element VehicleCharge.</summary>
    public void ReadCharge(XmlReader xml)
    {
        var line = ReadLine(xml);
        rental.AddCharge(line);
        hasExcludedFee |= line.IsExcluded && line.Purpose is not
            (ChargePurpose.Rental or ChargePurpose.AdditionalTime or ChargePurpose.Optional or ChargePurpose.Unspecified);
        payments.Add(line);
    }

    /// <summary>Reads element TaxAmount of a charge.</summary>
    public void ReadTax(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName is "Total" && Positive(LenientParser.ParseAmount(xml.Value)) is { } amount)
            {
                rental.AddTax(amount);
            }
        }
    }

    /// <summary>Reads element Fee.</summary>
    public void ReadFee(XmlReader xml)
    {
        var line = ReadLine(xml);
        rental.AddFee(line);
        hasExcludedFee |= line.IsExcluded;
        payments.Add(line);
    }

    /// <summary>Reads element PaymentRule.</summary>
    public void ReadPayment(XmlReader xml)
    {
        decimal? amount = null;
        string? currency = null;
        var isPrepayment = false;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Amount": amount = LenientParser.ParseAmount(xml.Value); break;
                case "CurrencyCode": currency = ParseCurrency(xml.Value); break;
                case "PaymentType": isPrepayment |= xml.Value is "4"; break;
                case "RuleType": isPrepayment |= xml.Value is "2"; break;
            }
        }

        // Prepayment in lists PMT and RUL.
        if (isPrepayment)
        {
            payments.AddPrepaymentRule(amount, currency);
        }
    }

    /// <summary>Returns the price, or null if the total is unknown or ambiguous.</summary>
    /// <param name="currency">The requested currency, preferred if there are totals in several.</param>
    /// <param name="isGross">Whether the supplier's RateTotalAmount includes all taxes and fees.</param>
    public OfferPrice? GetPrice(string currency, bool isGross)
    {
        OfferPrice? result = null;
        foreach (var total in totals)
        {
            if (CreatePrice(total, isGross) is not { } price)
            {
                continue;
            }

            if (result?.Currency == price.Currency && result.Total != price.Total)
            {
                // Two totals in one currency are ambiguous.
                return null;
            }

            result = result is null || (price.Currency == currency && result.Currency != currency) ? price : result;
        }

        return result;
    }

    private OfferPrice? CreatePrice(Total total, bool isGross)
    {
        if ((total.Currency ?? (hasSeveralCurrencies ? null : firstCurrency)) is not { } currency)
        {
            return null;
        }

        // An estimate below the rate that it should include is ambiguous.
        if (total.Estimated + RentalCharges.RoundingTolerance < total.Rate
            || (total.Estimated ?? (isGross || IsRateComplete(total) ? total.Rate : null)) is not { } amount)
        {
            return null;
        }

        var basePrice = rental.GetBase(amount, currency, includesAll: total.Estimated is not null);
        return new()
        {
            Total = amount,
            Currency = currency,
            Base = basePrice,
            TaxesAndFees = amount - basePrice,
            PayAtPickUp = payments.GetPayAtPickUp(amount, currency),
            Estimated = total.Rate is null,
        };
    }

    /// <summary>Returns whether a RateTotalAmount without an estimate includes everything, as far as the offer shows.</summary>
    private bool IsRateComplete(Total total) => total is { Rate: { } rate, IsNet: false } && !hasExcludedFee && rental.IncludesTax(rate);

    private PriceLine ReadLine(XmlReader xml)
    {
        decimal? amount = null;
        string? currency = null, purpose = null;
        bool? hasTax = null, isIncluded = null, isRequired = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Amount": amount = LenientParser.ParseAmount(xml.Value); break;
                case "CurrencyCode": currency = ReadCurrency(xml.Value); break;
                case "TaxInclusive" or "taxInclusive": hasTax = LenientParser.ParseBoolean(xml.Value); break;
                case "IncludedInRate": isIncluded = LenientParser.ParseBoolean(xml.Value); break;
                case "RequiredInd" or "Required": isRequired = LenientParser.ParseBoolean(xml.Value); break;
                case "Purpose": purpose = xml.Value; break;
            }
        }

        return new(ChargePurposes.Parse(purpose), amount, currency, hasTax, isIncluded, isRequired);
    }

    /// <summary>Parses the currency of a total or line, and records whether all have the same.</summary>
    private string? ReadCurrency(string code)
    {
        var known = ParseCurrency(code);
        hasSeveralCurrencies |= firstCurrency is not null && known is not null && known != firstCurrency;
        firstCurrency ??= known;
        return known;
    }

    private string? ParseCurrency(string code)
    {
        var text = code.AsSpan().Trim();
        if (text.Length != 3 || !char.IsAsciiLetter(text[0]) || !char.IsAsciiLetter(text[1]) || !char.IsAsciiLetter(text[2]))
        {
            return null;
        }

        // Avoids allocations: most offers repeat one currency.
        return firstCurrency is not null && text.Equals(firstCurrency, StringComparison.OrdinalIgnoreCase)
            ? firstCurrency
            : text.ToString().ToUpperInvariant();
    }

    private static decimal? Positive(decimal? amount) => amount > 0 ? amount : null;

    private readonly record struct Total(decimal? Rate, decimal? Estimated, string? Currency, bool IsNet);
}
