namespace CarSearch.OpenTravel.Responses;

/// <summary>The charges of an offer: the price of the rental alone, and whether tax is excluded.</summary>
internal struct RentalCharges
{
    /// <summary>The maximum difference of two equal amounts that are rounded differently.</summary>
    public const decimal RoundingTolerance = 0.05m;

    private decimal charged;
    private decimal rental;
    private string? currency;
    private bool? hasTax;
    private bool hasRental;
    private bool isSplit;
    private bool isInRental;
    private decimal rentalTaxes;
    private decimal taxes;
    private bool excludesTax;
    private bool isUnknown;

    /// <summary>Adds a charge or fee.</summary>
    public void Add(in PriceLine line, bool isFee)
    {
        isInRental = !isFee && line.Purpose is ChargePurpose.Rental;
        isSplit |= line.Purpose is ChargePurpose.Discount && line.Amount.Value is not 0;
        if (line.Purpose is ChargePurpose.Discount or ChargePurpose.Prepayment or ChargePurpose.PayOnArrival or ChargePurpose.Deposit
            || (!isFee && line.Purpose is ChargePurpose.Optional or ChargePurpose.AdditionalDistance))
        {
            return;
        }

        charged += line.Charged;
        switch (line.Purpose)
        {
            case ChargePurpose.Rental when !isFee:
                isSplit |= hasRental;
                hasRental = true;
                (rental, currency, hasTax) = (line.Amount.Value ?? 0, line.Amount.Currency, line.HasTax);
                excludesTax |= line.HasTax is false;
                isUnknown |= line.Amount.Value is null;
                break;

            // Additional weeks, days or hours may be included in the first line or not.
            case ChargePurpose.AdditionalTime when !isFee:
                isSplit |= line.Amount.Value is not 0;
                break;

            // Some suppliers use a purpose of their own for the rental. A line that is not in the rate is not the rental.
            case ChargePurpose.Unspecified when !isFee && line is { HasTax: false, IsInRate: not false, Amount.Value: > 0 }:
                excludesTax = true;
                break;
        }
    }

    /// <summary>Adds a tax of the last charge or fee.</summary>
    public void AddTax(decimal amount)
    {
        taxes += amount;
        rentalTaxes += isInRental ? amount : 0;
    }

    /// <summary>
    /// Returns whether an amount includes the tax that the charges exclude: it is at least the sum of all charges and taxes.
    /// </summary>
    public readonly bool IncludesTax(decimal? amount) =>
        !excludesTax || (!isUnknown && taxes > 0 && amount + RoundingTolerance >= charged + taxes);

    /// <summary>Returns the price of the rental without tax, or null if it is not a single charge without discount.</summary>
    /// <param name="total">The total.</param>
    /// <param name="totalCurrency">The currency of the total.</param>
    /// <param name="includesAll">
    /// Whether the total includes everything by definition. Otherwise, an equal charge without tax contradicts it.
    /// </param>
    public readonly decimal? GetBase(decimal total, string totalCurrency, bool includesAll)
    {
        if (!hasRental || isSplit || rental <= 0 || (currency is not null && currency != totalCurrency))
        {
            return null;
        }

        var result = hasTax switch
        {
            false => rental,
            true when rentalTaxes > 0 => rental - rentalTaxes,
            _ => 0,
        };
        return result > 0 && (result < total || (result == total && includesAll)) ? result : null;
    }
}
