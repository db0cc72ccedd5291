namespace CarSearch.OpenTravel.Responses;

/// <summary>The parts of a price that are paid at booking (VCP 22, PMT 4, RUL 2) and at pick-up (VCP 23).</summary>
internal struct PaymentSplit
{
    private decimal? prepaid;
    private decimal? onArrival;
    private string? currency;
    private bool isMixed;

    /// <summary>Adds a charge or fee, if it is a payment.</summary>
    public void Add(in PriceLine line)
    {
        switch (line.Purpose)
        {
            case ChargePurpose.Prepayment:
                prepaid = (prepaid ?? 0) + (line.Amount.Value ?? 0);
                AddCurrency(line.Amount.Currency);
                break;
            case ChargePurpose.PayOnArrival:
                onArrival = (onArrival ?? 0) + (line.Amount.Value ?? 0);
                AddCurrency(line.Amount.Currency);
                break;
        }
    }

    /// <summary>Adds a payment rule for a payment at booking. It is ignored if there are payment lines, which it repeats.</summary>
    public void AddPrepaymentRule(in Amount amount)
    {
        if (prepaid is null && onArrival is null && amount.Value is not null)
        {
            prepaid = amount.Value;
            AddCurrency(amount.Currency);
        }
    }

    /// <summary>Returns the amount paid at pick-up, or null if it is unknown or not in the total's currency.</summary>
    public readonly decimal? GetPayAtPickUp(decimal total, string totalCurrency) =>
        isMixed || (currency is not null && currency != totalCurrency) ? null
        : onArrival is { } due && due >= 0 && due <= total ? due
        : prepaid is { } paid && paid >= 0 && paid <= total ? total - paid
        : null;

    /// <summary>Returns whether more is paid at booking and at pick-up than the total, which then does not include everything.</summary>
    public readonly bool Exceeds(decimal total, string totalCurrency) =>
        !isMixed && (currency is null || currency == totalCurrency)
        && prepaid is > 0 && onArrival is > 0 && prepaid + onArrival > total + RentalCharges.RoundingTolerance;

    private void AddCurrency(string? lineCurrency)
    {
        isMixed |= currency is not null && lineCurrency is not null && lineCurrency != currency;
        currency ??= lineCurrency;
    }
}
