using System.Collections.Frozen;

namespace CarSearch.Suppliers.Simulated;

/// <summary>A currency and its exchange rate, for the prices of simulated suppliers.</summary>
internal sealed class ExchangeRate(string currency, double perDollar, int decimals)
{
    private readonly long minorPerMajor = decimals switch { 0 => 1, 2 => 100, _ => 1_000 };

    public string Currency { get; } = currency;

    /// <summary>Gets the number of decimals (ISO 4217): 0, 2 or 3.</summary>
    public int Decimals { get; } = decimals;

    /// <summary>Converts US dollars to the smallest unit of the currency, rounded.</summary>
    public long ToMinor(double dollars) => (long)Math.Round(dollars * perDollar * minorPerMajor, MidpointRounding.AwayFromZero);

    /// <summary>Converts the smallest unit to the currency, with its number of decimals.</summary>
    public decimal ToDecimal(long minor) => new((int)minor, (int)(minor >> 32), 0, false, (byte)Decimals);

    public bool ExceedsMax(long minor) => minor > 1_000_000_000 * minorPerMajor;
}

/// <summary>Every circulating currency of ISO 4217. The rates are approximate, for simulation only.</summary>
internal static class ExchangeRates
{
    private static readonly ExchangeRate[] All =
    [
        // Currency, units to the US dollar (about mid-2026), decimals
        new("AED", 3.6725, 2), new("AFN", 66, 2), new("ALL", 83, 2), new("AMD", 380, 2),
        new("AOA", 917, 2), new("ARS", 1400, 2), new("AUD", 1.50, 2), new("AWG", 1.79, 2),
        new("AZN", 1.70, 2), new("BAM", 1.68, 2), new("BBD", 2, 2), new("BDT", 122, 2),
        new("BHD", 0.376, 3), new("BIF", 2970, 0), new("BMD", 1, 2), new("BND", 1.29, 2),
        new("BOB", 6.91, 2), new("BRL", 5.40, 2), new("BSD", 1, 2), new("BTN", 90, 2),
        new("BWP", 13.6, 2), new("BYN", 3.0, 2), new("BZD", 2.01, 2), new("CAD", 1.38, 2),
        new("CDF", 2250, 2), new("CHF", 0.80, 2), new("CLP", 920, 0), new("CNY", 7.0, 2),
        new("COP", 3900, 2), new("CRC", 500, 2), new("CUP", 24, 2), new("CVE", 95, 2),
        new("CZK", 20.9, 2), new("DJF", 177.72, 0), new("DKK", 6.42, 2), new("DOP", 63, 2),
        new("DZD", 130, 2), new("EGP", 48, 2), new("ERN", 15, 2), new("ETB", 153, 2),
        new("EUR", 0.86, 2), new("FJD", 2.26, 2), new("FKP", 0.75, 2), new("GBP", 0.75, 2),
        new("GEL", 2.70, 2), new("GHS", 11.2, 2), new("GIP", 0.75, 2), new("GMD", 73, 2),
        new("GNF", 8700, 0), new("GTQ", 7.66, 2), new("GYD", 209, 2), new("HKD", 7.80, 2),
        new("HNL", 26.3, 2), new("HTG", 131, 2), new("HUF", 330, 2), new("IDR", 16700, 2),
        new("ILS", 3.25, 2), new("INR", 90, 2), new("IQD", 1310, 3), new("IRR", 42000, 2),
        new("ISK", 126, 0), new("JMD", 160, 2), new("JOD", 0.709, 3), new("JPY", 155, 0),
        new("KES", 129, 2), new("KGS", 87.4, 2), new("KHR", 4010, 2), new("KMF", 423, 0),
        new("KPW", 900, 2), new("KRW", 1450, 0), new("KWD", 0.307, 3), new("KYD", 0.833, 2),
        new("KZT", 515, 2), new("LAK", 21600, 2), new("LBP", 89500, 2), new("LKR", 308, 2),
        new("LRD", 178, 2), new("LSL", 17, 2), new("LYD", 5.42, 3), new("MAD", 9.2, 2),
        new("MDL", 16.9, 2), new("MGA", 4500, 2), new("MKD", 52.9, 2), new("MMK", 2100, 2),
        new("MNT", 3560, 2), new("MOP", 8.03, 2), new("MRU", 39.8, 2), new("MUR", 46, 2),
        new("MVR", 15.4, 2), new("MWK", 1735, 2), new("MXN", 18.0, 2), new("MYR", 4.1, 2),
        new("MZN", 63.9, 2), new("NAD", 17, 2), new("NGN", 1450, 2), new("NIO", 36.8, 2),
        new("NOK", 10.0, 2), new("NPR", 144, 2), new("NZD", 1.73, 2), new("OMR", 0.3845, 3),
        new("PAB", 1, 2), new("PEN", 3.37, 2), new("PGK", 4.25, 2), new("PHP", 58.8, 2),
        new("PKR", 280, 2), new("PLN", 3.63, 2), new("PYG", 6800, 0), new("QAR", 3.64, 2),
        new("RON", 4.37, 2), new("RSD", 101, 2), new("RUB", 79, 2), new("RWF", 1455, 0),
        new("SAR", 3.75, 2), new("SBD", 8.2, 2), new("SCR", 14, 2), new("SDG", 600, 2),
        new("SEK", 9.4, 2), new("SGD", 1.29, 2), new("SHP", 0.75, 2), new("SLE", 23, 2),
        new("SOS", 571, 2), new("SRD", 38.5, 2), new("SSP", 4600, 2), new("STN", 21.1, 2),
        new("SVC", 8.75, 2), new("SYP", 11000, 2), new("SZL", 17, 2), new("THB", 32, 2),
        new("TJS", 9.2, 2), new("TMT", 3.5, 2), new("TND", 2.93, 3), new("TOP", 2.38, 2),
        new("TRY", 42.5, 2), new("TTD", 6.78, 2), new("TWD", 31.2, 2), new("TZS", 2450, 2),
        new("UAH", 42.2, 2), new("UGX", 3570, 0), new("USD", 1, 2), new("UYU", 39.2, 2),
        new("UZS", 12000, 2), new("VES", 300, 2), new("VND", 26300, 0), new("VUV", 121, 0),
        new("WST", 2.76, 2), new("XAF", 564, 0), new("XCD", 2.70, 2), new("XCG", 1.79, 2),
        new("XOF", 564, 0), new("XPF", 103, 0), new("YER", 238, 2), new("ZAR", 17, 2),
        new("ZMW", 22.8, 2), new("ZWG", 26, 2),
    ];

    private static readonly FrozenDictionary<string, ExchangeRate> ByCurrency =
        All.ToFrozenDictionary(rate => rate.Currency, StringComparer.Ordinal);

    public static ExchangeRate Dollar { get; } = ByCurrency["USD"];

    /// <summary>Gets all currency codes, sorted.</summary>
    public static IEnumerable<string> Currencies => All.Select(rate => rate.Currency);

    /// <summary>Returns a currency, or the US dollar if it is unknown.</summary>
    public static ExchangeRate Find(string currency) => ByCurrency.GetValueOrDefault(currency) ?? Dollar;
}
