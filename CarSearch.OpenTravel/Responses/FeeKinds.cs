using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Maps the purposes of charges and fees (list VCP) to kinds of fees.</summary>
internal static class FeeKinds
{
    /// <summary>Returns the kind of fee of a line, or null if it is none, such as the rental, a payment, a sum or an option.</summary>
    public static FeeKind? FromLine(PriceLine line) => line.Purpose switch
    {
        ChargePurpose.YoungDriver => FeeKind.YoungDriver,
        ChargePurpose.Senior => FeeKind.Other,
        ChargePurpose.Mandatory when line.Code is 7 or 65 or 78 or 89 or 128 => FeeKind.Tax,
        ChargePurpose.Other => line.Code switch
        {
            2 => FeeKind.OneWay,
            90 => FeeKind.YoungDriver,
            57 or 60 or 82 => FeeKind.AfterHours,
            30 or 49 or 64 or 67 or 70 or 71 or 73 or 74 or 76 or 108 or 110 => FeeKind.Airport,
            5 or 6 or 29 or (>= 31 and <= 34) or 38 or 61 or 63 or 66 or 68 or 69 or 72 or 75 or 77 or 79 or (>= 83 and <= 88)
                or (>= 91 and <= 98) or (>= 100 and <= 107) or 111 or 112 or 124 or 125 => FeeKind.Other,
            _ => null,
        },
        _ => null,
    };
}
