namespace CarSearch.Suppliers.OpenTravel;

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
    /// <param name="purpose">What it is for.</param>
    /// <param name="amount">How much.</param>
    /// <param name="itsCurrency">In what currency.</param>
    /// <param name="itHasTax">Whether its tax is in it.</param>
    /// <param name="isIncluded">Whether it is in the rate.</param>
    public void AddCharge(ChargePurpose purpose, decimal? amount, string? itsCurrency, bool? itHasTax, bool? isIncluded)
    {
        isWithin = purpose is ChargePurpose.Rental;
        switch (purpose)
        {
            case ChargePurpose.Rental:
                isSplit |= isTold;
                isTold = true;
                (rental, currency, hasTax) = (amount ?? 0, itsCurrency, itHasTax);
                lacksTax |= itHasTax is false;
                break;

            // More weeks, days or hours: in the first line or beside it, as the supplier has it.
            case ChargePurpose.MoreTime:
                isSplit |= amount is not 0;
                break;
            case ChargePurpose.Discount:
                isSplit |= amount is not 0;
                return;

            // Some call the rental by a word of their own. What is not in the rate, such as a deposit, is not the rental.
            case ChargePurpose.Untold when itHasTax is false && isIncluded is not false && amount > 0:
                lacksTax = true;
                break;
            case ChargePurpose.Optional or ChargePurpose.PaidNow or ChargePurpose.PaidAtPickUp:
                return;
        }

        charged += Math.Max(amount ?? 0, 0);
    }

    /// <summary>Takes a fee: of a discount, it is what the rental costs less.</summary>
    public void AddFee(ChargePurpose purpose, decimal? amount)
    {
        isWithin = false;
        isSplit |= purpose is ChargePurpose.Discount && amount is not 0;
        if (purpose is not (ChargePurpose.Discount or ChargePurpose.PaidNow or ChargePurpose.PaidAtPickUp))
        {
            charged += Math.Max(amount ?? 0, 0);
        }
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
