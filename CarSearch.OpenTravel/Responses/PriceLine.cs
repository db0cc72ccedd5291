namespace CarSearch.OpenTravel.Responses;

/// <summary>A line of a price: an element VehicleCharge or Fee.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Amount">How much; null when not told.</param>
/// <param name="Currency">In what currency, if told.</param>
/// <param name="HasTax">Whether its tax is in it.</param>
/// <param name="IsIncluded">Whether it is in the rate.</param>
/// <param name="IsRequired">Whether it must be paid.</param>
internal readonly record struct PriceLine(ChargePurpose Purpose, decimal? Amount, string? Currency, bool? HasTax, bool? IsIncluded, bool? IsRequired)
{
    /// <summary>Whether it is to be paid beside the rate: nothing calls it optional, and it is not told to be nothing.</summary>
    public bool IsExcluded => IsIncluded is false && IsRequired is not false && !(Amount <= 0);

    /// <summary>The amount, where there is one above zero.</summary>
    public decimal Charged => Math.Max(Amount ?? 0, 0);
}
