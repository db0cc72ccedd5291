namespace CarSearch.OpenTravel.Responses;

/// <summary>The charges of an offer: the price of the rental alone, and whether tax is excluded.</summary>
internal sealed class RentalCharges
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

    /// <summary>Resets the charges.</summary>
    public void Clear()
    {
        charged = rental = rentalTaxes = taxes = 0;
        currency = null;
        hasTax = null;
        hasRental = isSplit = isInRental = excludesTax = isUnknown = false;
    }

    /// <summary>Adds a charge.</summary>
    public void AddCharge(PriceLine line)
    {
        isInRental = line.Purpose is ChargePurpose.Rental;
        switch (line.Purpose)
        {
            case ChargePurpose.Rental:
                isSplit |= hasRental;
                hasRental = true;
                (rental, currency, hasTax) = (line.Amount ?? 0, line.Currency, line.HasTax);
                excludesTax |= line.HasTax is false;
                isUnknown |= line.Amount is null;
                break;

            // Additional weeks, days or hours may be included in the first line or not.
            case ChargePurpose.AdditionalTime:
                isSplit |= line.Amount is not 0;
                break;
            case ChargePurpose.Discount:
                isSplit |= line.Amount is not 0;
                return;

            // Some suppliers use a purpose of their own for the rental. A line that is not in the rate is not the rental.
            case ChargePurpose.Unspecified when line is { HasTax: false, IsInRate: not false, Amount: > 0 }:
                excludesTax = true;
                break;
            case ChargePurpose.Optional or ChargePurpose.AdditionalDistance or ChargePurpose.Deposit or ChargePurpose.Prepayment
                or ChargePurpose.PayOnArrival:
                return;
        }

        charged += line.Charged;
    }

    /// <summary>Adds a fee. A discount is not added.</summary>
    public void AddFee(PriceLine line)
    {
        isInRental = false;
        isSplit |= line.Purpose is ChargePurpose.Discount && line.Amount is not 0;
        charged += line.Purpose is ChargePurpose.Discount or ChargePurpose.Prepayment or ChargePurpose.PayOnArrival or ChargePurpose.Deposit
            ? 0
            : line.Charged;
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
    public bool IncludesTax(decimal amount) =>
        !excludesTax || (!isUnknown && taxes > 0 && amount + RoundingTolerance >= charged + taxes);

    /// <summary>Returns the price of the rental without tax, or null if it is not a single charge without discount.</summary>
    /// <param name="total">The total.</param>
    /// <param name="totalCurrency">The currency of the total.</param>
    /// <param name="includesAll">
    /// Whether the total includes everything by definition. Otherwise, an equal charge without tax contradicts it.
    /// </param>
    public decimal? GetBase(decimal total, string totalCurrency, bool includesAll)
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
