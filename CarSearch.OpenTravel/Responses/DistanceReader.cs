using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the distance included in an offer. Of several rates, that of the rental is used, not that of an extra day.</summary>
internal struct DistanceReader
{
    /// <summary>Gets the distance, or null if unknown.</summary>
    public Mileage? Mileage { get; private set; }

    /// <summary>Reads element RateDistance.</summary>
    public void Read(ElementReader xml, int days)
    {
        bool? unlimited = null;
        int? quantity = null;
        string? unitName = null, period = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "Unlimited": unlimited = LenientParser.ParseBoolean(xml.Value); break;
                case "Quantity":
                    quantity = LenientParser.ParseAmount(xml.Value) is { } amount and >= 0 and <= 1_000_000 ? (int)amount : null;
                    break;
                case "DistUnitName": unitName = xml.Text; break;
                case "VehiclePeriodUnitName" or "VehiclePeriodName": period = xml.Text; break;
            }
        }

        if (unlimited is true)
        {
            // "Unlimited" for an extra day does not apply to the rental.
            Mileage ??= period?.StartsWith("Extra", StringComparison.OrdinalIgnoreCase) is true ? null : Mileage.Unlimited;
        }
        else if (Mileage is null && quantity is { } distance && ParseUnit(unitName) is { } unit && GetFactor(period, days) is { } factor)
        {
            Mileage = new((int)Math.Min((long)distance * factor, int.MaxValue), unit);
        }
    }

    /// <summary>Reads attribute RateDistanceUnlimited of RentalRate, which some suppliers send instead of an element.</summary>
    public void ReadUnlimited(ReadOnlySpan<char> value) => Mileage ??= LenientParser.ParseBoolean(value) is true ? Mileage.Unlimited : null;

    // Without a period, the number may be for a day or for the rental. A week's distance does not apply to ten days.
    private static int? GetFactor(string? period, int days) => period?.ToUpperInvariant() switch
    {
        "RENTALPERIOD" => 1,
        "DAY" => days,
        "WEEK" => CountPeriods(days, 7),
        "MONTH" => CountPeriods(days, 30),
        _ => null,
    };

    /// <summary>Returns the number of periods of a rental: one if it is not longer than a period, else only whole ones.</summary>
    private static int? CountPeriods(int days, int period) => days <= period ? 1 : days % period == 0 ? days / period : null;

    private static DistanceUnit? ParseUnit(string? name) => name.AsSpan() switch
    {
        ['k' or 'K', 'm' or 'M' or 'i' or 'I', ..] => DistanceUnit.Kilometers,
        ['m' or 'M', 'i' or 'I', ..] => DistanceUnit.Miles,
        _ => null,
    };
}
