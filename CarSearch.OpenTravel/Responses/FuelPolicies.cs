using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Parses fuel policies: codes of list VCP, letters such as <c>F2E</c>, and texts that begin with the policy.</summary>
internal static class FuelPolicies
{
    /// <summary>Returns the policy of a code of list VCP, or null.</summary>
    public static FuelPolicy? FromPurpose(int code) => code switch
    {
        113 => FuelPolicy.FreeTank,
        114 => FuelPolicy.PrepurchasedWithRefund,
        115 => FuelPolicy.PrepurchasedWithoutRefund,
        116 => FuelPolicy.FullToFull,
        117 => FuelPolicy.FullToEmpty,
        118 => FuelPolicy.QuarterToEmpty,
        119 => FuelPolicy.EmptyToEmpty,
        120 => FuelPolicy.HalfToHalf,
        _ => null,
    };

    /// <summary>Parses a text, such as <c>Full-to-empty: Pick up with full tank</c> or <c>FULLFULL</c>.</summary>
    public static FuelPolicy? Parse(ReadOnlySpan<char> text)
    {
        Span<char> letters = stackalloc char[32];
        var name = LenientParser.ToLetters(text, letters);
        return name switch
        {
            "F2F" or "FTF" or "FULLFULL" => FuelPolicy.FullToFull,
            "F2E" or "FTE" or "FULLEMPTY" => FuelPolicy.FullToEmpty,
            "S2S" or "SAMESAME" => FuelPolicy.SameToSame,
            _ when name.StartsWith("FULLTOFULL") || name.StartsWith("FUELFULLTOFULL") => FuelPolicy.FullToFull,
            _ when name.StartsWith("FULLTOEMPTY") || name.StartsWith("FUELFULLTOEMPTY") => FuelPolicy.FullToEmpty,
            _ when name.StartsWith("SAMETOSAME") || name.StartsWith("LIKEFORLIKE") => FuelPolicy.SameToSame,
            _ when name.StartsWith("HALFTOHALF") => FuelPolicy.HalfToHalf,
            _ when name.StartsWith("QUARTERTOEMPTY") => FuelPolicy.QuarterToEmpty,
            _ when name.StartsWith("EMPTYTOEMPTY") => FuelPolicy.EmptyToEmpty,
            _ when name.StartsWith("FREETANK") => FuelPolicy.FreeTank,
            _ when name.StartsWith("PREPURCHASEDWITHREFUND") => FuelPolicy.PrepurchasedWithRefund,
            _ when name.StartsWith("PREPURCHASEDWITHNOREFUND") => FuelPolicy.PrepurchasedWithoutRefund,
            _ => null,
        };
    }
}
