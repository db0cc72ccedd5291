using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Collects the fees of one offer, with the codes of list VCP (purposes).</summary>
internal sealed class FeeCollector
{
    private readonly List<(FeeKind Kind, Amount Amount, bool? Included)> fees = [];

    /// <summary>Resets the collector.</summary>
    public void Clear() => fees.Clear();

    /// <summary>Returns the kind of fee of a line, or null if it is none, such as the rental, a payment, a sum or an option.</summary>
    public static FeeKind? FindKind(in PriceLine line) => line.Purpose switch
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

    /// <summary>Adds a fee, unless it concerns another driver or does not state how much is paid.</summary>
    public void Add(FeeKind kind, in PriceLine line, bool isDue)
    {
        // A due fee is in the total: an offer with one outside is dropped. One for another driver does not concern this one.
        bool? included = isDue || line.IsInRate is true || line.IsInEstimate is true ? true
            : line.IsInRate is false || line.IsInEstimate is false ? false
            : null;
        if (fees.Count == OfferTerms.MaxCount || line.Amount.Value < 0 || (included is not true && !(line.Amount.Value > 0))
            || (kind is FeeKind.YoungDriver && included is not true))
        {
            return;
        }

        // An included amount of zero does not state how much is included. Some suppliers list a tax as a charge and as a fee.
        var fee = (kind, line.Amount.Value is null or 0 ? default : line.Amount, included);
        if (line.Amount.Value > 0 || !fees.Contains(fee))
        {
            fees.Add(fee);
        }
    }

    /// <summary>Creates the fees, or null if there are none.</summary>
    /// <param name="currency">The currency of amounts without one, or null if there are several.</param>
    /// <param name="units">Collects the DecimalPlaces of the amounts.</param>
    public OfferFee[]? Create(string? currency, ref TermUnits units)
    {
        if (fees.Count == 0)
        {
            return null;
        }

        var result = new OfferFee[fees.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = new(fees[i].Kind, fees[i].Amount.Resolve(currency, ref units), fees[i].Included);
        }

        return result;
    }
}
