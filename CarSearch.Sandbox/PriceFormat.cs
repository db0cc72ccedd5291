using System.Xml;
using CarSearch.Cars;

namespace CarSearch.Sandbox;

/// <summary>How the price of an offer is written.</summary>
internal sealed record PriceFormat
{
    // Powers of ten of a scale.
    private static readonly decimal[] Units = [1, 10, 100, 1_000, 10_000];

    /// <summary>Gets the format without a fault: a total that includes everything, in ordinary decimals.</summary>
    public static PriceFormat Default { get; } = new();

    /// <summary>Gets a value indicating whether the total is written.</summary>
    public bool HasTotal { get; init; } = true;

    /// <summary>Gets a value indicating whether a required fee is added that is in neither total.</summary>
    public bool HasExcludedFee { get; init; }

    /// <summary>Gets the decimals of currencies if amounts are written in minor units, or null.</summary>
    public CurrencyDecimals? MinorUnits { get; init; }

    /// <summary>Returns the attribute DecimalPlaces of an amount, or null if it is omitted.</summary>
    public string? FormatDecimalPlaces(string currency) => GetDecimals(currency) is { } decimals ? XmlConvert.ToString(decimals) : null;

    /// <summary>Formats an amount.</summary>
    public string FormatAmount(decimal amount, string currency) =>
        XmlConvert.ToString(GetDecimals(currency) is { } decimals ? decimal.Truncate(amount * Units[decimals]) : amount);

    private int? GetDecimals(string currency) => MinorUnits?.Invoke(currency);
}
