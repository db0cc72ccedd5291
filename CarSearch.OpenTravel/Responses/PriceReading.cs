using System.Xml;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>What an answer tells of one car's price, in the words of lists VCP (purposes) and PMT (payments).</summary>
/// <remarks>
/// <para>The total is <c>EstimatedTotalAmount</c>, by the schema "including any additional mandatory charges", else <c>RateTotalAmount</c>, "excluding" them. The latter counts only where nothing
/// in the offer speaks against it: no charge of the rental that says its tax is not included, no tax or fee that says it is not. Otherwise there is no total, unless the supplier is known to
/// tell it with everything.</para>
/// <para>Lines are never added up to a total: some suppliers list discounts as positive fees, the same money twice, or what a sum contains already.</para>
/// </remarks>
internal sealed class PriceReading
{
    private const int MostTotals = 8;

    private readonly List<Total> totals = [];
    private readonly RentalReading rental = new();
    private readonly PaymentReading payments = new();
    private bool hasExcludedFee;
    private string? onlyCurrency;
    private bool hasCurrencies;

    /// <summary>Forgets the price.</summary>
    public void Clear()
    {
        totals.Clear();
        onlyCurrency = null;
        hasExcludedFee = hasCurrencies = false;
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
                case "RateTotalAmount": rate = Positive(LenientValues.Amount(xml.Value)); break;
                case "EstimatedTotalAmount": estimated = Positive(LenientValues.Amount(xml.Value)); break;
                case "CurrencyCode":
                    currency = CurrencyOf(xml.Value);
                    isReadable = currency is not null || string.IsNullOrWhiteSpace(xml.Value);
                    break;
                case "TaxInclusive" or "taxInclusive": hasTax = LenientValues.Flag(xml.Value); break;
            }
        }

        // One whose currency can't be read is not in that of the lines. The schema has two totals; an answer that has a million must not be kept.
        if (isReadable && totals.Count < MostTotals)
        {
            totals.Add(new(rate, estimated, currency, hasTax is false));
        }
    }

    /// <summary>Reads element VehicleCharge.</summary>
    public void ReadCharge(XmlReader xml)
    {
        var line = Line(xml);
        rental.AddCharge(line);
        hasExcludedFee |= line.IsExcluded && line.Purpose is not (ChargePurpose.Rental or ChargePurpose.MoreTime or ChargePurpose.Optional or ChargePurpose.Untold);
        payments.Add(line);
    }

    /// <summary>Reads element TaxAmount of a charge.</summary>
    public void ReadTax(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName is "Total" && Positive(LenientValues.Amount(xml.Value)) is { } amount)
            {
                rental.AddTax(amount);
            }
        }
    }

    /// <summary>Reads element Fee.</summary>
    public void ReadFee(XmlReader xml)
    {
        var line = Line(xml);
        rental.AddFee(line);
        hasExcludedFee |= line.IsExcluded;
        payments.Add(line);
    }

    /// <summary>Reads element PaymentRule.</summary>
    public void ReadPayment(XmlReader xml)
    {
        decimal? amount = null;
        string? currency = null;
        var isPaidNow = false;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Amount": amount = LenientValues.Amount(xml.Value); break;
                case "CurrencyCode": currency = Known(xml.Value); break;
                case "PaymentType": isPaidNow |= xml.Value is "4"; break;
                case "RuleType": isPaidNow |= xml.Value is "2"; break;
            }
        }

        // Pre-pay, in list PMT and in list RUL.
        if (isPaidNow)
        {
            payments.Rule(amount, currency);
        }
    }

    /// <summary>The price; null when the answer does not tell what is to be paid.</summary>
    /// <param name="wanted">The currency asked for: of two totals, the one in it counts.</param>
    /// <param name="isGross">Whether the supplier is known to tell RateTotalAmount with all taxes and fees.</param>
    public OfferPrice? Price(string wanted, bool isGross)
    {
        OfferPrice? price = null;
        foreach (var total in totals)
        {
            if (Price(total, isGross) is not { } told)
            {
                continue;
            }

            if (price?.Currency == told.Currency && price.Total != told.Total)
            {
                // Which of them is paid is not told.
                return null;
            }

            price = price is null || (told.Currency == wanted && price.Currency != wanted) ? told : price;
        }

        return price;
    }

    private OfferPrice? Price(Total total, bool isGross)
    {
        if ((total.Currency ?? (hasCurrencies ? null : onlyCurrency)) is not { } currency)
        {
            return null;
        }

        // An estimate with everything that is less than the rate without contradicts it: which of them is paid is not told.
        if (total.Estimated + RentalReading.Rounding < total.Rate || (total.Estimated ?? (isGross || IsAll(total) ? total.Rate : null)) is not { } all)
        {
            return null;
        }

        var alone = rental.Base(all, currency, isFirm: total.Estimated is not null);
        return new()
        {
            Total = all,
            Currency = currency,
            Base = alone,
            TaxesAndFees = all - alone,
            PayAtPickUp = payments.AtPickUp(all, currency),
            Estimated = total.Rate is null,
        };
    }

    /// <summary>Whether a RateTotalAmount that stands alone is all there is to pay.</summary>
    private bool IsAll(Total total) => total is { Rate: { } all, IsNet: false } && !hasExcludedFee && rental.IsTaxedIn(all);

    private PriceLine Line(XmlReader xml)
    {
        decimal? amount = null;
        string? currency = null, purpose = null;
        bool? hasTax = null, isIncluded = null, isRequired = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Amount": amount = LenientValues.Amount(xml.Value); break;
                case "CurrencyCode": currency = CurrencyOf(xml.Value); break;
                case "TaxInclusive" or "taxInclusive": hasTax = LenientValues.Flag(xml.Value); break;
                case "IncludedInRate": isIncluded = LenientValues.Flag(xml.Value); break;
                case "RequiredInd" or "Required": isRequired = LenientValues.Flag(xml.Value); break;
                case "Purpose": purpose = xml.Value; break;
            }
        }

        return new(ChargePurposes.Of(purpose), amount, currency, hasTax, isIncluded, isRequired);
    }

    /// <summary>The currency of the total or of a line: the one of all of them, where they have but one.</summary>
    private string? CurrencyOf(string code)
    {
        var known = Known(code);
        hasCurrencies |= onlyCurrency is not null && known is not null && known != onlyCurrency;
        onlyCurrency ??= known;
        return known;
    }

    private string? Known(string code)
    {
        var text = code.AsSpan().Trim();
        if (text.Length != 3 || !char.IsAsciiLetter(text[0]) || !char.IsAsciiLetter(text[1]) || !char.IsAsciiLetter(text[2]))
        {
            return null;
        }

        // Most offers have one currency, written many times.
        return onlyCurrency is not null && text.Equals(onlyCurrency, StringComparison.OrdinalIgnoreCase) ? onlyCurrency : text.ToString().ToUpperInvariant();
    }

    private static decimal? Positive(decimal? amount) => amount > 0 ? amount : null;

    private readonly record struct Total(decimal? Rate, decimal? Estimated, string? Currency, bool IsNet);
}
