using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the coverages of one offer, and what brokers list as coverages: fees, fuel policies, steps of a cancellation.</summary>
internal sealed class CoverageReader
{
    private readonly OrderedDictionary<Cover, Amount> included = [];
    private bool isCoverage;
    private string? type;
    private string? code;
    private string? period;
    private Amount excess;

    /// <summary>Gets a value indicating whether the coverage is required.</summary>
    public bool IsRequired { get; private set; }

    /// <summary>Gets the charge of the coverage.</summary>
    public PriceLine Charge { get; private set; }

    /// <summary>Gets a value indicating whether the coverage is a step of a cancellation.</summary>
    public bool IsCancellation => isCoverage && code is "CF";

    /// <summary>Gets the period of a step of a cancellation, such as <c>2026-11-01_2026-12-02</c>.</summary>
    public string? Period => period ?? type;

    /// <summary>Gets the kind of fee that the coverage is, or null.</summary>
    public FeeKind? Fee => isCoverage ? CoverageTypes.ParseFee(code) : null;

    /// <summary>Gets the fuel policy that the coverage is, or null.</summary>
    public FuelPolicy? FuelPolicy => isCoverage ? FuelPolicies.Parse(code) ?? FuelPolicies.Parse(type) : null;

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        included.Clear();
        End();
    }

    /// <summary>Reads element PricedCoverage, or PricedEquip, of which only Required and the charge are used.</summary>
    public void Begin(ElementReader xml)
    {
        isCoverage = xml.Name is "PricedCoverage";
        while (xml.MoveToNextAttribute())
        {
            IsRequired |= xml.Name is "Required" or "RequiredInd" && LenientParser.ParseBoolean(xml.Value) is true;
        }
    }

    /// <summary>Reads element Coverage.</summary>
    public void ReadCoverage(ElementReader xml)
    {
        type = code = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "CoverageType": type = xml.Text; break;
                case "Code": code = xml.Text; break;
            }
        }
    }

    /// <summary>Returns whether the charge has to be paid. A broker lists the fees of other suppliers as coverages.</summary>
    public bool IsDue(int driverAge) => IsRequired || code is "412" or "418" || (code is "410" && PriceLine.IsYoung(driverAge));

    /// <summary>Reads element Deductible.</summary>
    public void ReadDeductible(ElementReader xml) => excess = Amount.Read(xml);

    /// <summary>Adds the charge. Of several, as in element Details, each completes the others.</summary>
    public void AddCharge(in PriceLine line)
    {
        if (isCoverage)
        {
            Charge = line with
            {
                Amount = line.Amount with { Value = line.Amount.Value ?? Charge.Amount.Value },
                IsInRate = line.IsInRate ?? Charge.IsInRate,
                IsInEstimate = line.IsInEstimate ?? Charge.IsInEstimate,
            };
        }
    }

    /// <summary>Reads the text of element Details, of which one may be the period.</summary>
    public void ReadPeriod(ReadOnlySpan<char> text) => period ??= text.Contains('_') ? text.Trim().ToString() : null;

    /// <summary>Ends the coverage. Of a cover with several amounts, the first is used.</summary>
    public void End()
    {
        if (isCoverage && IsIncluded && CoverageTypes.Parse(type, code) is { } cover
            && !(included.TryGetValue(cover, out var known) && known.Value is not null))
        {
            included[cover] = excess;
        }

        isCoverage = IsRequired = false;
        type = code = period = null;
        excess = default;
        Charge = default;
    }

    /// <summary>Returns the covers that are included.</summary>
    public Cover[]? GetCovers() => included.Count == 0 ? null : [.. included.Keys];

    /// <summary>Returns the excess of the covers that are included.</summary>
    public CoverExcess[]? GetExcess(string? currency, ref TermUnits units)
    {
        List<CoverExcess>? result = null;
        foreach (var (cover, amount) in included)
        {
            if (amount.Resolve(currency, ref units) is { } known)
            {
                (result ??= []).Add(new(cover, known));
            }
        }

        return result?.ToArray();
    }

    // One without a statement about its price is included if it is required or costs nothing.
    private bool IsIncluded =>
        IsRequired || Charge.IsInRate is true || Charge.IsInEstimate is true
        || (Charge is { Amount.Value: 0, IsInRate: null, IsInEstimate: null });
}
