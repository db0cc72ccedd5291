using System.Xml;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the coverages of one offer, and what brokers list as coverages: fees, fuel policies, steps of a cancellation.</summary>
internal sealed class CoverageReader
{
    private readonly List<(Cover Cover, Amount Excess)> included = [];
    private readonly List<Cover> covers = [];
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

    /// <summary>Reads element PricedCoverage.</summary>
    public void Begin(XmlReader xml)
    {
        isCoverage = true;
        IsRequired = LenientParser.ParseBoolean(xml.GetAttribute("Required") ?? xml.GetAttribute("RequiredInd") ?? "") is true;
    }

    /// <summary>Reads element Coverage.</summary>
    public void ReadCoverage(XmlReader xml)
    {
        xml.MoveToElement();
        type = LenientParser.TrimToNull(xml.GetAttribute("CoverageType"));
        code = LenientParser.TrimToNull(xml.GetAttribute("Code"));
    }

    /// <summary>Reads element Deductible.</summary>
    public void ReadDeductible(XmlReader xml)
    {
        var amount = Amount.Read(xml, "ExcessAmount");
        excess = amount.Value is null ? Amount.Read(xml, "Amount") : amount;
    }

    /// <summary>Adds the charge. Of several, as in element Details, each completes the others.</summary>
    public void AddCharge(PriceLine line)
    {
        if (isCoverage)
        {
            Charge = line with
            {
                Amount = line.Amount ?? Charge.Amount,
                IsInRate = line.IsInRate ?? Charge.IsInRate,
                IsInEstimate = line.IsInEstimate ?? Charge.IsInEstimate,
            };
        }
    }

    /// <summary>Reads the text of element Details, of which one may be the period.</summary>
    public void ReadPeriod(string text) =>
        period ??= text.Contains('_', StringComparison.Ordinal) ? LenientParser.TrimToNull(text) : null;

    /// <summary>Ends the coverage.</summary>
    public void End()
    {
        if (isCoverage && included.Count < OfferTerms.MaxCount && IsIncluded && CoverageTypes.Parse(type, code) is { } cover)
        {
            included.Add((cover, excess));
        }

        isCoverage = IsRequired = false;
        type = code = period = null;
        excess = default;
        Charge = default;
    }

    /// <summary>Returns the covers that are included, each once.</summary>
    public Cover[]? GetCovers()
    {
        covers.Clear();
        foreach (var (cover, _) in included)
        {
            if (!covers.Contains(cover))
            {
                covers.Add(cover);
            }
        }

        return covers.Count == 0 ? null : covers.ToArray();
    }

    /// <summary>Returns the excess of the covers that are included. Of a cover with several amounts, the first is used.</summary>
    public CoverExcess[]? GetExcess(string? currency, ref TermUnits units)
    {
        List<CoverExcess>? result = null;
        covers.Clear();
        foreach (var (cover, amount) in included)
        {
            if (amount.Value is not null && !covers.Contains(cover) && amount.Resolve(currency, ref units) is { } known)
            {
                covers.Add(cover);
                (result ??= []).Add(new(cover, known));
            }
        }

        return result?.ToArray();
    }

    // One without a statement about its price is included if it is required or costs nothing.
    private bool IsIncluded =>
        IsRequired || Charge.IsInRate is true || Charge.IsInEstimate is true
        || (Charge is { Amount: 0, IsInRate: null, IsInEstimate: null });
}
