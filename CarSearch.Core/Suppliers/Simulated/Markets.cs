using System.Collections.Frozen;

namespace CarSearch.Suppliers.Simulated;

/// <summary>A region with the same models: the United States, Canada and their neighbours; Europe, with Turkey; elsewhere.</summary>
internal enum Region
{
    NorthAmerica,
    Europe,
    Elsewhere,
}

/// <summary>
/// The rental market of a country: its factor of prices (1 is the United States), the tax on a rental as a fraction, whether distances are
/// in miles, and whether it is in the southern hemisphere. The figures are approximate, for simulation only.
/// </summary>
internal sealed record Market(string Country, Region Region, double PriceLevel, double Tax, bool Miles = false, bool South = false);

/// <summary>The markets and the largest rental airports.</summary>
internal static class Markets
{
    private static readonly Market Other = new("", Region.Elsewhere, 0.90, 0.15);

    private static readonly FrozenDictionary<string, Market> ByCountry = new Market[]
    {
        new("US", Region.NorthAmerica, 1.00, 0.11, Miles: true), new("CA", Region.NorthAmerica, 1.00, 0.13),
        new("PR", Region.NorthAmerica, 1.00, 0.115, Miles: true), new("VI", Region.NorthAmerica, 1.15, 0.06, Miles: true),
        new("GU", Region.NorthAmerica, 1.10, 0.06, Miles: true), new("BM", Region.NorthAmerica, 1.50, 0.05),
        new("GB", Region.Europe, 1.05, 0.20, Miles: true), new("IE", Region.Europe, 1.15, 0.135), new("FR", Region.Europe, 1.08, 0.20),
        new("DE", Region.Europe, 1.05, 0.19), new("NL", Region.Europe, 1.10, 0.21), new("BE", Region.Europe, 1.05, 0.21),
        new("LU", Region.Europe, 1.08, 0.17), new("AT", Region.Europe, 1.08, 0.20), new("CH", Region.Europe, 1.30, 0.081),
        new("IT", Region.Europe, 0.98, 0.22), new("ES", Region.Europe, 0.82, 0.21), new("PT", Region.Europe, 0.78, 0.23),
        new("MT", Region.Europe, 0.72, 0.18), new("GR", Region.Europe, 0.85, 0.24), new("CY", Region.Europe, 0.78, 0.19),
        new("DK", Region.Europe, 1.22, 0.25), new("SE", Region.Europe, 1.10, 0.25), new("NO", Region.Europe, 1.28, 0.25),
        new("FI", Region.Europe, 1.12, 0.255), new("IS", Region.Europe, 1.45, 0.24), new("FO", Region.Europe, 1.30, 0.25),
        new("PL", Region.Europe, 0.72, 0.23), new("CZ", Region.Europe, 0.80, 0.21), new("SK", Region.Europe, 0.78, 0.23),
        new("HU", Region.Europe, 0.76, 0.27), new("SI", Region.Europe, 0.80, 0.22), new("HR", Region.Europe, 0.82, 0.25),
        new("RO", Region.Europe, 0.66, 0.21), new("BG", Region.Europe, 0.64, 0.20), new("RS", Region.Europe, 0.70, 0.20),
        new("BA", Region.Europe, 0.68, 0.17), new("ME", Region.Europe, 0.72, 0.21), new("MK", Region.Europe, 0.66, 0.18),
        new("AL", Region.Europe, 0.62, 0.20), new("XK", Region.Europe, 0.62, 0.18), new("EE", Region.Europe, 0.80, 0.24),
        new("LV", Region.Europe, 0.78, 0.21), new("LT", Region.Europe, 0.76, 0.21), new("UA", Region.Europe, 0.65, 0.20),
        new("MD", Region.Europe, 0.62, 0.20), new("TR", Region.Europe, 0.70, 0.20), new("GI", Region.Europe, 0.85, 0),
        new("LI", Region.Europe, 1.25, 0.081), new("MC", Region.Europe, 1.30, 0.20), new("AD", Region.Europe, 1.00, 0.045),
        new("MX", Region.Elsewhere, 0.72, 0.16), new("BR", Region.Elsewhere, 0.66, 0.10, South: true),
        new("AR", Region.Elsewhere, 0.75, 0.21, South: true), new("CL", Region.Elsewhere, 0.82, 0.19, South: true),
        new("CO", Region.Elsewhere, 0.66, 0.19), new("PE", Region.Elsewhere, 0.74, 0.18, South: true),
        new("EC", Region.Elsewhere, 0.70, 0.15), new("UY", Region.Elsewhere, 0.78, 0.22, South: true),
        new("PY", Region.Elsewhere, 0.70, 0.10, South: true), new("BO", Region.Elsewhere, 0.70, 0.13, South: true),
        new("CR", Region.Elsewhere, 0.90, 0.13), new("PA", Region.Elsewhere, 0.72, 0.07), new("GT", Region.Elsewhere, 0.74, 0.12),
        new("DO", Region.Elsewhere, 0.80, 0.18), new("JM", Region.Elsewhere, 0.90, 0.15), new("BS", Region.Elsewhere, 1.20, 0.10),
        new("BB", Region.Elsewhere, 1.10, 0.175), new("AW", Region.Elsewhere, 0.95, 0.07),
        new("JP", Region.Elsewhere, 1.05, 0.10), new("KR", Region.Elsewhere, 0.90, 0.10), new("CN", Region.Elsewhere, 0.72, 0.06),
        new("TW", Region.Elsewhere, 0.90, 0.05), new("HK", Region.Elsewhere, 1.20, 0), new("SG", Region.Elsewhere, 1.45, 0.09),
        new("MY", Region.Elsewhere, 0.62, 0.08), new("TH", Region.Elsewhere, 0.66, 0.07), new("VN", Region.Elsewhere, 0.66, 0.08),
        new("ID", Region.Elsewhere, 0.60, 0.11), new("PH", Region.Elsewhere, 0.72, 0.12), new("IN", Region.Elsewhere, 0.58, 0.18),
        new("LK", Region.Elsewhere, 0.62, 0.18), new("KZ", Region.Elsewhere, 0.75, 0.16), new("UZ", Region.Elsewhere, 0.70, 0.12),
        new("GE", Region.Elsewhere, 0.68, 0.18), new("AM", Region.Elsewhere, 0.70, 0.20), new("AZ", Region.Elsewhere, 0.72, 0.18),
        new("RU", Region.Elsewhere, 0.75, 0.22),
        new("AE", Region.Elsewhere, 0.72, 0.05), new("SA", Region.Elsewhere, 0.74, 0.15), new("QA", Region.Elsewhere, 0.78, 0),
        new("KW", Region.Elsewhere, 0.76, 0), new("BH", Region.Elsewhere, 0.74, 0.10), new("OM", Region.Elsewhere, 0.74, 0.05),
        new("JO", Region.Elsewhere, 0.74, 0.16), new("LB", Region.Elsewhere, 0.78, 0.11), new("IQ", Region.Elsewhere, 0.95, 0),
        new("IL", Region.Elsewhere, 0.90, 0.18), new("EG", Region.Elsewhere, 0.66, 0.14),
        new("ZA", Region.Elsewhere, 0.55, 0.15, South: true), new("NA", Region.Elsewhere, 0.72, 0.15, South: true),
        new("BW", Region.Elsewhere, 0.78, 0.14, South: true), new("MZ", Region.Elsewhere, 0.90, 0.16, South: true),
        new("MU", Region.Elsewhere, 0.72, 0.15, South: true), new("RE", Region.Elsewhere, 0.85, 0.085, South: true),
        new("KE", Region.Elsewhere, 0.92, 0.16), new("TZ", Region.Elsewhere, 0.98, 0.18), new("UG", Region.Elsewhere, 0.98, 0.18),
        new("RW", Region.Elsewhere, 0.95, 0.18), new("NG", Region.Elsewhere, 1.05, 0.075), new("GH", Region.Elsewhere, 1.00, 0.15),
        new("MA", Region.Elsewhere, 0.64, 0.20), new("TN", Region.Elsewhere, 0.66, 0.19), new("DZ", Region.Elsewhere, 0.80, 0.19),
        new("ET", Region.Elsewhere, 1.10, 0.15), new("SN", Region.Elsewhere, 0.98, 0.18), new("CI", Region.Elsewhere, 1.00, 0.18),
        new("AU", Region.Elsewhere, 0.95, 0.10, South: true), new("NZ", Region.Elsewhere, 0.92, 0.15, South: true),
        new("FJ", Region.Elsewhere, 0.95, 0.15, South: true), new("PF", Region.Elsewhere, 1.25, 0.16, South: true),
        new("NC", Region.Elsewhere, 1.15, 0.11, South: true),
    }.ToFrozenDictionary(market => market.Country, StringComparer.Ordinal);

    // Approximately the busiest rental airports: large stations, high concession fees.
    private static readonly FrozenSet<string> Hubs = (
        "ATL LAX ORD DFW DEN JFK LGA EWR SFO SEA LAS MCO MIA FLL TPA CLT PHX IAH BOS MSP DTW PHL BWI DCA IAD SLC SAN AUS BNA HNL OGG PDX " +
        "MDW YYZ YVR YUL YYC MEX CUN GDL GRU GIG BOG LIM SCL EZE PTY SJO PUJ " +
        "LHR LGW MAN STN EDI DUB CDG ORY NCE LYS FRA MUC BER DUS HAM AMS BRU ZRH GVA VIE MAD BCN PMI AGP ALC LIS OPO FAO FCO MXP CTA NAP " +
        "VCE ATH HER LCA MLA CPH OSL ARN HEL KEF WAW PRG BUD OTP IST SAW AYT " +
        "HND NRT KIX CTS OKA FUK ICN CJU PEK PVG CAN HKG TPE SIN KUL BKK HKT DPS CGK MNL DEL BOM BLR " +
        "DXB AUH DOH RUH JED KWI TLV CAI AMM CMN RAK JNB CPT DUR NBO MRU SYD MEL BNE PER ADL CNS OOL AKL CHC ZQN WLG")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Returns the market of a country (ISO 3166-1 alpha-2), or a default.</summary>
    public static Market Find(string country) => ByCountry.GetValueOrDefault(country) ?? Other;

    /// <summary>Returns whether an airport (IATA code) is one of the busiest.</summary>
    public static bool IsHub(string airport) => Hubs.Contains(airport);
}
