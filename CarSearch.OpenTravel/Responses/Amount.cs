using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>An amount as it was written.</summary>
internal record struct Amount
{
    private const decimal Max = 1_000_000_000m;

    private bool hasCurrencyCode;

    /// <summary>Gets or sets the amount, or null if it is unknown.</summary>
    public decimal? Value { readonly get; set; }

    /// <summary>Gets the currency, or null if there is none or <see cref="IsCurrencyUnreadable"/>.</summary>
    public string? Currency { get; private set; }

    /// <summary>Gets the DecimalPlaces, or null.</summary>
    public int? DecimalPlaces { get; private set; }

    /// <summary>Gets a value indicating whether the currency is not three letters.</summary>
    public bool IsCurrencyUnreadable { get; private set; }

    /// <summary>Reads the attributes of an element.</summary>
    public static Amount Read(ElementReader xml)
    {
        Amount amount = default;
        while (xml.MoveToNextAttribute())
        {
            amount.ReadAttribute(xml);
        }

        return amount;
    }

    /// <summary>Reads the current attribute, if it belongs to an amount.</summary>
    public void ReadAttribute(ElementReader xml)
    {
        switch (xml.Name)
        {
            case "Amount": Value ??= LenientParser.ParseAmount(xml.Value); break;
            case "ExcessAmount": Value = LenientParser.ParseAmount(xml.Value) ?? Value; break;
            case "DecimalPlaces": DecimalPlaces = LenientParser.ParseCode(xml.Value); break;
            case "CurrencyCode" when xml.Text is { } code:
                hasCurrencyCode = true;
                SetCurrency(code);
                break;
            case "Currency" when !hasCurrencyCode && xml.Text is { } code: SetCurrency(code); break;
        }
    }

    /// <summary>Returns the amount, or null if it is unknown, negative, out of range or without a currency.</summary>
    /// <param name="fallback">The currency if the amount has none.</param>
    /// <param name="units">Collects the DecimalPlaces of all amounts.</param>
    public readonly MoneyAmount? Resolve(string? fallback, ref TermUnits units)
    {
        if (Value is not (>= 0 and <= Max) || IsCurrencyUnreadable || (Currency ?? fallback) is not { } currency)
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

    private void SetCurrency(string code)
    {
        IsCurrencyUnreadable =
            !(code is [var a, var b, var c] && char.IsAsciiLetter(a) && char.IsAsciiLetter(b) && char.IsAsciiLetter(c));
        Currency = IsCurrencyUnreadable ? null : code.ToUpperInvariant();
    }
}

/// <summary>The DecimalPlaces of the amounts of the terms of an offer.</summary>
internal struct TermUnits
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

/// <summary>The currencies and DecimalPlaces of the amounts of the price of an offer.</summary>
internal struct OfferUnits
{
    private string? firstCurrency;
    private bool hasSeveralCurrencies;
    private int? firstPlaces;
    private bool hasSeveralPlaces;

    /// <summary>Gets the currency of all amounts, or null if there are several or none.</summary>
    public readonly string? Currency => hasSeveralCurrencies ? null : firstCurrency;

    /// <summary>Gets a value indicating whether an amount has DecimalPlaces above zero.</summary>
    public readonly bool HasDecimalPlaces => firstPlaces > 0 || hasSeveralPlaces;

    /// <summary>Adds the currency of an amount, unless it is unknown.</summary>
    public void AddCurrency(string? currency)
    {
        hasSeveralCurrencies |= firstCurrency is not null && currency is not null && currency != firstCurrency;
        firstCurrency ??= currency;
    }

    /// <summary>Adds the DecimalPlaces of an amount, unless they are unknown.</summary>
    public void AddDecimalPlaces(int? places)
    {
        hasSeveralPlaces |= firstPlaces is not null && places is not null && places != firstPlaces;
        firstPlaces ??= places;
    }

    /// <summary>
    /// Returns the DecimalPlaces that apply to a total: its own, or those of the lines if it has their currency. Null if unknown.
    /// </summary>
    public readonly int? GetDecimalPlaces(in Amount total) =>
        hasSeveralPlaces && !hasSeveralCurrencies ? null : total.DecimalPlaces ?? (total.Currency is null ? firstPlaces : null);
}
