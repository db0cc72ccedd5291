namespace CarSearch.OpenTravel.Responses;

/// <summary>What an answer tells of the price of the rental alone, and whether it lacks tax.</summary>
internal sealed class RentalReading
{
    /// <summary>By how much two amounts may differ that are meant to be the same, each rounded in its own way.</summary>
    public const decimal Rounding = 0.05m;

    private decimal charged;
    private decimal rental;
    private string? currency;
    private bool? hasTax;
    private bool isTold;
    private bool isSplit;
    private bool isWithin;
    private decimal rentalTaxes;
    private decimal taxes;
    private bool lacksTax;

    /// <summary>Forgets the rental.</summary>
    public void Clear()
    {
        charged = rental = rentalTaxes = taxes = 0;
        currency = null;
        hasTax = null;
        isTold = isSplit = isWithin = lacksTax = false;
    }

    /// <summary>Takes a charge.</summary>
    public void AddCharge(PriceLine line)
    {
        isWithin = line.Purpose is ChargePurpose.Rental;
        switch (line.Purpose)
        {
            case ChargePurpose.Rental:
                isSplit |= isTold;
                isTold = true;
                (rental, currency, hasTax) = (line.Amount ?? 0, line.Currency, line.HasTax);
                lacksTax |= line.HasTax is false;
                break;

            // More weeks, days or hours: in the first line or beside it, as the supplier has it.
            case ChargePurpose.MoreTime:
                isSplit |= line.Amount is not 0;
                break;
            case ChargePurpose.Discount:
                isSplit |= line.Amount is not 0;
                return;

            // Some call the rental by a word of their own. What is not in the rate, such as a deposit, is not the rental.
            case ChargePurpose.Untold when line is { HasTax: false, IsIncluded: not false, Amount: > 0 }:
                lacksTax = true;
                break;
            case ChargePurpose.Optional or ChargePurpose.PaidNow or ChargePurpose.PaidAtPickUp:
                return;
        }

        charged += line.Charged;
    }

    /// <summary>Takes a fee: of a discount, it is what the rental costs less.</summary>
    public void AddFee(PriceLine line)
    {
        isWithin = false;
        isSplit |= line.Purpose is ChargePurpose.Discount && line.Amount is not 0;
        charged += line.Purpose is ChargePurpose.Discount or ChargePurpose.PaidNow or ChargePurpose.PaidAtPickUp ? 0 : line.Charged;
    }

    /// <summary>Takes a tax of the last charge or fee.</summary>
    public void AddTax(decimal amount)
    {
        taxes += amount;
        rentalTaxes += isWithin ? amount : 0;
    }

    /// <summary>Whether an amount has the tax in it that the charges lack: it has when it is no less than all of them together.</summary>
    public bool IsTaxedIn(decimal all) => !lacksTax || (taxes > 0 && all + Rounding >= charged + taxes);

    /// <summary>The rental without its tax, where the answer tells it apart: in one charge that nothing is taken off from.</summary>
    /// <param name="all">The total.</param>
    /// <param name="itsCurrency">The total's currency.</param>
    /// <param name="isFirm">Whether the total is called one with everything. A charge of as much as another total, and without tax, contradicts it.</param>
    public decimal? Base(decimal all, string itsCurrency, bool isFirm)
    {
        if (!isTold || isSplit || rental <= 0 || (currency is not null && currency != itsCurrency))
        {
            return null;
        }

        var alone = hasTax switch
        {
            false => rental,
            true when rentalTaxes > 0 => rental - rentalTaxes,
            _ => 0,
        };
        return alone > 0 && (alone < all || (alone == all && isFirm)) ? alone : null;
    }
}
