using CarSearch.Cars;

namespace CarSearch.Sandbox;

/// <summary>How the price of an offer is written.</summary>
internal sealed record PriceFormat
{
    // Powers of ten of a scale.
    private static readonly decimal[] Units = [1, 10, 100, 1_000, 10_000];

    /// <summary>Gets the format without a fault: a total that includes everything, in ordinary decimals.</summary>
    public static PriceFormat Default { get; } = new();

    public bool HasTotal { get; init; } = true;

    /// <summary>Gets a value indicating whether a required fee is added that is in neither total.</summary>
    public bool HasExcludedFee { get; init; }

    /// <summary>Gets the decimals of currencies if amounts are written in minor units, or null.</summary>
    public CurrencyDecimals? MinorUnits { get; init; }

    /// <summary>Gets the decimals of a currency if its amounts are written in minor units, or null.</summary>
    public int? GetDecimals(string currency) => MinorUnits?.Invoke(currency);

    /// <summary>Converts an amount to the units in which it is written.</summary>
    public decimal Convert(decimal amount, string currency) =>
        GetDecimals(currency) is { } decimals ? decimal.Truncate(amount * Units[decimals]) : amount;
}
