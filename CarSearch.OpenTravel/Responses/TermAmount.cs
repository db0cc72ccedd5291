using System.Xml;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>An amount of the terms as it was written.</summary>
/// <param name="Value">The amount, or null if it can't be read.</param>
/// <param name="Currency">The currency, or null if there is none.</param>
/// <param name="IsCurrencyKnown">Whether the currency could be read, if there is one.</param>
/// <param name="DecimalPlaces">The DecimalPlaces, or null.</param>
internal readonly record struct Amount(decimal? Value, string? Currency, bool IsCurrencyKnown, int? DecimalPlaces)
{
    private const decimal Max = 1_000_000_000m;

    /// <summary>Creates the amount of a line.</summary>
    public static Amount From(PriceLine line) => new(line.Amount, line.Currency, line.IsCurrencyKnown, line.DecimalPlaces);

    /// <summary>Reads the amount of an element.</summary>
    /// <param name="xml">The reader, positioned on the element.</param>
    /// <param name="name">The name of the attribute.</param>
    public static Amount Read(XmlReader xml, string name)
    {
        var currency = xml.GetAttribute("CurrencyCode") ?? xml.GetAttribute("Currency");
        var known = currency is null ? null : PriceLineReader.ParseCurrencyCode(currency);
        return new(
            xml.GetAttribute(name) is { } text ? LenientParser.ParseAmount(text) : null,
            known,
            known is not null || string.IsNullOrWhiteSpace(currency),
            xml.GetAttribute("DecimalPlaces") is { } places ? PriceLineReader.ParseDecimalPlaces(places) : null);
    }

    /// <summary>Returns the amount, or null if it is unknown, negative, out of range or without a currency.</summary>
    /// <param name="fallback">The currency if the amount has none.</param>
    /// <param name="units">Collects the DecimalPlaces of all amounts.</param>
    public MoneyAmount? Resolve(string? fallback, ref TermUnits units)
    {
        if (Value is not (>= 0 and <= Max) || !IsCurrencyKnown || (Currency ?? fallback) is not { } currency)
        {
            return null;
        }

        // A zero is the same in all units.
        if (Value > 0)
        {
            units.Add(DecimalPlaces);
        }

        return new(Value.Value, currency);
    }
}

/// <summary>The DecimalPlaces of the amounts of the terms of an offer.</summary>
internal record struct TermUnits
{
    private bool hasAmount;

    /// <summary>Gets the DecimalPlaces, or null if there are none.</summary>
    public int? DecimalPlaces { get; private set; }

    /// <summary>Gets a value indicating whether the amounts have different DecimalPlaces.</summary>
    public bool IsMixed { get; private set; }

    /// <summary>Adds an amount.</summary>
    public void Add(int? places)
    {
        IsMixed |= hasAmount && places != DecimalPlaces;
        DecimalPlaces = hasAmount ? DecimalPlaces : places;
        hasAmount = true;
    }
}
