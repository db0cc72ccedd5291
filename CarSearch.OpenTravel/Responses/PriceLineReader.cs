using System.Globalization;
using System.Xml;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the lines of the price of one offer, and records the currencies and decimal places of all its amounts.</summary>
/// <param name="units">The units of the amounts of the response.</param>
internal sealed class PriceLineReader(AmountUnits units)
{
    private string? firstCurrency;
    private bool hasSeveralCurrencies;
    private int? firstPlaces;
    private bool hasSeveralPlaces;
    private int? linePlaces;

    /// <summary>Gets the currency of all amounts, or null if there are several or none.</summary>
    public string? Currency => hasSeveralCurrencies ? null : firstCurrency;

    /// <summary>Gets a value indicating whether an amount has DecimalPlaces above zero.</summary>
    public bool HasDecimalPlaces => firstPlaces > 0 || hasSeveralPlaces;

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        firstCurrency = null;
        firstPlaces = linePlaces = null;
        hasSeveralCurrencies = hasSeveralPlaces = false;
    }

    /// <summary>Reads element VehicleCharge, Fee or Charge.</summary>
    /// <param name="xml">The reader, positioned on the element.</param>
    /// <param name="isPartOfPrice">Whether a total without a currency has that of the line.</param>
    public PriceLine Read(XmlReader xml, bool isPartOfPrice = true)
    {
        decimal? amount = null;
        string? currency = null, purpose = null;
        var isCurrencyKnown = true;
        bool? hasTax = null, isInRate = null, isInEstimate = null, isRequired = null;
        linePlaces = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Amount": amount = LenientParser.ParseAmount(xml.Value); break;
                case "CurrencyCode":
                    currency = isPartOfPrice ? ReadCurrency(xml.Value) : ParseCurrency(xml.Value);
                    isCurrencyKnown = currency is not null || string.IsNullOrWhiteSpace(xml.Value);
                    break;
                case "DecimalPlaces": linePlaces = isPartOfPrice ? ReadDecimalPlaces(xml.Value) : ParseDecimalPlaces(xml.Value); break;
                case "TaxInclusive" or "taxInclusive": hasTax = LenientParser.ParseBoolean(xml.Value); break;
                case "IncludedInRate": isInRate = LenientParser.ParseBoolean(xml.Value); break;
                case "IncludedInEstTotalInd": isInEstimate = LenientParser.ParseBoolean(xml.Value); break;
                case "RequiredInd" or "Required": isRequired = LenientParser.ParseBoolean(xml.Value); break;
                case "Purpose": purpose = xml.Value; break;
            }
        }

        units.Observe(amount, linePlaces);
        var known = ChargePurposes.Parse(purpose);
        var code = int.TryParse(purpose, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        string? description = null;
        if (known is ChargePurpose.Unspecified && (isInRate is false || isInEstimate is false))
        {
            // Read only here, since descriptions are long.
            xml.MoveToElement();
            known = ChargePurposes.IsDeposit(xml.GetAttribute("Description") ?? "") ? ChargePurpose.Deposit : known;
        }
        else if (code is 20 or 24)
        {
            xml.MoveToElement();
            description = xml.GetAttribute("Description");
        }

        return new(known, amount, currency, hasTax, isInRate, isInEstimate, isRequired)
        {
            Code = code,
            DecimalPlaces = linePlaces,
            IsCurrencyKnown = isCurrencyKnown,
            Description = description,
        };
    }

    /// <summary>Records an amount of the last line, such as a tax or the price of a day.</summary>
    public void ObserveLineAmount(decimal? amount) => units.Observe(amount, linePlaces);

    /// <summary>Parses the currency of a total or line, and records whether all have the same.</summary>
    public string? ReadCurrency(string code)
    {
        var known = ParseCurrency(code);
        hasSeveralCurrencies |= firstCurrency is not null && known is not null && known != firstCurrency;
        firstCurrency ??= known;
        return known;
    }

    /// <summary>Parses a currency. Returns null if it is not three letters.</summary>
    public string? ParseCurrency(string code) =>
        // Avoids allocations: most offers repeat one currency.
        firstCurrency is not null && code.AsSpan().Trim().Equals(firstCurrency, StringComparison.OrdinalIgnoreCase)
            ? firstCurrency
            : ParseCurrencyCode(code);

    /// <inheritdoc cref="ParseCurrency"/>
    public static string? ParseCurrencyCode(string code)
    {
        var text = code.AsSpan().Trim();
        return text.Length == 3 && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1]) && char.IsAsciiLetter(text[2])
            ? text.ToString().ToUpperInvariant()
            : null;
    }

    /// <summary>Parses the DecimalPlaces of an amount, and records whether all have the same.</summary>
    public int? ReadDecimalPlaces(string text)
    {
        var places = ParseDecimalPlaces(text);
        hasSeveralPlaces |= firstPlaces is not null && places is not null && firstPlaces != places;
        firstPlaces ??= places;
        return places;
    }

    /// <summary>Parses the DecimalPlaces of an amount, or returns null.</summary>
    public static int? ParseDecimalPlaces(string text) =>
        int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var places) ? places : null;

    /// <summary>
    /// Returns the DecimalPlaces that apply to a total: its own, or those of the lines if it has their currency. Null if unknown.
    /// </summary>
    public int? GetDecimalPlaces(int? own, string? ownCurrency) =>
        hasSeveralPlaces && !hasSeveralCurrencies ? null : own ?? (ownCurrency is null ? firstPlaces : null);
}
