using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Maps coverages to covers: list VCT, its names, and the codes that brokers use.</summary>
internal static class CoverageTypes
{
    /// <summary>Returns the cover of a coverage, or null if it is unknown or none.</summary>
    /// <param name="type">The CoverageType: by the schema, a code of list VCT; some suppliers send a name.</param>
    /// <param name="code">The supplier's own code. Its numbers are not of the list.</param>
    public static Cover? Parse(string? type, string? code) =>
        FromNumber(type) ?? (code is { Length: <= 5 } ? FromLetters(code) : null) ?? (type is null ? null : FromName(type));

    /// <summary>Returns the kind of fee that a broker lists as a coverage, or null if it is none.</summary>
    public static FeeKind? ParseFee(string? code) => code?.ToUpperInvariant() switch
    {
        "412" or "OW" or "ONEWAY" => FeeKind.OneWay,
        "418" or "TAX" or "VAT" => FeeKind.Tax,
        "410" => FeeKind.YoungDriver,
        "ASC" => FeeKind.Airport,
        _ => null,
    };

    private static Cover? FromNumber(string? type) => type switch
    {
        "6" or "7" or "8" or "9" or "14" or "15" or "30" or "31" or "77" => Cover.CollisionDamageWaiver,
        "11" or "12" or "23" or "24" or "26" or "72" or "79" => Cover.LossDamageWaiver,
        "45" or "46" or "47" or "48" or "73" or "78" => Cover.TheftProtection,
        "13" or "18" or "19" or "20" or "22" or "25" or "40" or "56" or "57" or "58" or "59" or "60" or "66" or "67" or "69" or "74"
            => Cover.ExcessReduction,
        "5" or "16" or "61" or "62" or "71" => Cover.FullCoverage,
        "10" or "39" or "49" or "50" or "51" or "63" or "75" or "80" => Cover.ThirdPartyLiability,
        "1" or "2" or "27" or "42" => Cover.SupplementalLiability,
        "3" or "32" or "33" or "37" or "44" => Cover.PersonalAccident,
        "4" or "35" or "36" or "38" => Cover.PersonalEffects,
        "34" or "43" => Cover.PersonalAccidentAndEffects,
        "17" or "64" => Cover.GlassAndTires,
        "65" => Cover.RoadsideAssistance,
        "52" => Cover.UninsuredMotorist,
        _ => null,
    };

    private static Cover? FromLetters(string code) => code.Trim().ToUpperInvariant() switch
    {
        "CDW" or "DW" => Cover.CollisionDamageWaiver,
        "LDW" => Cover.LossDamageWaiver,
        "TP" or "TPC" or "TW" or "THW" => Cover.TheftProtection,
        "SCDW" or "SLDW" => Cover.ExcessReduction,
        "TPL" or "TPI" => Cover.ThirdPartyLiability,
        "SLI" or "LIS" or "ALI" => Cover.SupplementalLiability,
        "PAI" => Cover.PersonalAccident,
        "PEC" or "PEP" => Cover.PersonalEffects,
        "PAE" or "PAEC" => Cover.PersonalAccidentAndEffects,
        "RSA" or "RSN" or "RSP" => Cover.RoadsideAssistance,
        "UMP" => Cover.UninsuredMotorist,
        _ => null,
    };

    /// <summary>
    /// Parses a name that begins as one of the list, such as <c>COLLISION_DAMAGE_WAIVER</c> or <c>Theft protection (TP)</c>.
    /// </summary>
    private static Cover? FromName(string type)
    {
        Span<char> letters = stackalloc char[32];
        var name = LenientParser.ToLetters(type, letters);
        return name switch
        {
            _ when name.StartsWith("COLLISIONDAMAGE") || name.StartsWith("DAMAGEWAIVER") => Cover.CollisionDamageWaiver,
            _ when name.StartsWith("LOSSDAMAGE") => Cover.LossDamageWaiver,
            _ when name.StartsWith("THEFT") => Cover.TheftProtection,
            _ when name.StartsWith("SUPERCOLLISION") || name.StartsWith("SUPERCOVER") || name.StartsWith("ZERODEDUCTIBLE")
                || name.StartsWith("DAMAGEEXCESSREDUCTION") => Cover.ExcessReduction,
            _ when name.StartsWith("FULLCOVER") || name.StartsWith("COMPLETECOVER") => Cover.FullCoverage,
            _ when name.StartsWith("THIRDPARTY") || name.StartsWith("COMPULSORYINSURANCE") => Cover.ThirdPartyLiability,
            _ when name.StartsWith("SUPPLEMENTALLIABILITY") || name.StartsWith("SUPPLEMENTARYLIABILITY")
                || name.StartsWith("ADDITIONALLIABILITY") || name.StartsWith("LIABILITYINSURANCESUPPLEMENT") => Cover.SupplementalLiability,
            _ when name.StartsWith("PERSONALACCIDENTANDEFFECTS") => Cover.PersonalAccidentAndEffects,
            _ when name.StartsWith("PERSONALACCIDENT") => Cover.PersonalAccident,
            _ when name.StartsWith("PERSONALEFFECTS") || name.StartsWith("BAGGAGECOVERAGE") => Cover.PersonalEffects,
            _ when name.StartsWith("GLASS") || name.StartsWith("TIREANDWINDSHIELD") => Cover.GlassAndTires,
            _ when name.StartsWith("ROADSIDE") => Cover.RoadsideAssistance,
            _ when name.StartsWith("UNINSUREDMOTORIST") => Cover.UninsuredMotorist,
            _ => null,
        };
    }
}
