using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Collects the fees of one offer.</summary>
internal sealed class FeeCollector
{
    private readonly List<(FeeKind Kind, Amount Amount, bool? Included)> fees = [];

    /// <summary>Resets the collector.</summary>
    public void Clear() => fees.Clear();

    /// <summary>Adds a fee, unless it concerns another driver or does not state how much is paid.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="line">The line of the price.</param>
    /// <param name="isDue">Whether it has to be paid.</param>
    public void Add(FeeKind kind, PriceLine line, bool isDue)
    {
        // A due fee is in the total: an offer with one outside is dropped. One for another driver does not concern this one.
        bool? included = isDue || line.IsInRate is true || line.IsInEstimate is true ? true
            : line.IsInRate is false || line.IsInEstimate is false ? false
            : null;
        if (fees.Count == OfferTerms.MaxCount || line.Amount < 0 || (included is not true && !(line.Amount > 0))
            || (kind is FeeKind.YoungDriver && included is not true))
        {
            return;
        }

        // An included amount of zero does not state how much is included. Some suppliers list a tax as a charge and as a fee.
        var amount = Amount.From(line) with { Value = line.Amount == 0 ? null : line.Amount };
        if (amount.Value is not null || !HasUnknown(kind, included))
        {
            fees.Add((kind, amount, included));
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

    private bool HasUnknown(FeeKind kind, bool? included)
    {
        foreach (var fee in fees)
        {
            if (fee.Kind == kind && fee.Amount.Value is null && fee.Included == included)
            {
                return true;
            }
        }

        return false;
    }
}
