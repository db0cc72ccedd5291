using System.Xml;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>What an answer tells of the distance included. Of several rates, such as for an extra day, that of the rental counts.</summary>
internal sealed class DistanceReading
{
    private Mileage? mileage;

    /// <summary>Forgets the distance.</summary>
    public void Clear() => mileage = null;

    /// <summary>Reads element RateDistance.</summary>
    /// <param name="xml">Stands on it.</param>
    /// <param name="days">Rental days.</param>
    public void Read(XmlReader xml, int days)
    {
        bool? unlimited = null;
        int? quantity = null;
        string? unitName = null, period = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Unlimited": unlimited = LenientValues.Flag(xml.Value); break;
                case "Quantity": quantity = LenientValues.Amount(xml.Value) is { } amount and >= 0 and <= 1_000_000 ? (int)amount : null; break;
                case "DistUnitName": unitName = xml.Value; break;
                case "VehiclePeriodUnitName" or "VehiclePeriodName": period = xml.Value; break;
            }
        }

        if (unlimited is true)
        {
            // "Without limit" of an extra day says nothing of the others.
            mileage ??= period?.StartsWith("Extra", StringComparison.OrdinalIgnoreCase) is true ? null : Suppliers.Mileage.Unlimited;
        }
        else if (mileage is null && quantity is { } distance && Unit(unitName) is { } unit && Times(period, days) is { } times)
        {
            mileage = new((int)Math.Min((long)distance * times, int.MaxValue), unit);
        }
    }

    /// <summary>Takes attribute RateDistanceUnlimited, which some have on RentalRate instead of an element.</summary>
    public void ReadUnlimited(string value) => mileage ??= LenientValues.Flag(value) is true ? Suppliers.Mileage.Unlimited : null;

    /// <summary>The distance; null when it is not told.</summary>
    public Mileage? Mileage() => mileage;

    // The same number may be meant for a day or for the rental, so that one without a period says nothing; nor does one for a week of ten days.
    private static int? Times(string? period, int days) => period?.Trim().ToUpperInvariant() switch
    {
        "RENTALPERIOD" => 1,
        "DAY" => days,
        "WEEK" => Whole(days, 7),
        "MONTH" => Whole(days, 30),
        _ => null,
    };

    /// <summary>How many periods a rental is charged for: one when it is no longer, and whole ones; between, the days beyond have a distance of their own.</summary>
    private static int? Whole(int days, int period) => days <= period ? 1 : days % period == 0 ? days / period : null;

    private static DistanceUnit? Unit(string? name) => name.AsSpan().Trim() switch
    {
        ['k' or 'K', 'm' or 'M' or 'i' or 'I', ..] => DistanceUnit.Kilometers,
        ['m' or 'M', 'i' or 'I', ..] => DistanceUnit.Miles,
        _ => null,
    };
}
