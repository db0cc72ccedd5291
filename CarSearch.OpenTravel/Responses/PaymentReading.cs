namespace CarSearch.OpenTravel.Responses;

/// <summary>What an answer tells of when a price is paid: lines that are paid now (VCP 22, PMT 4, RUL 2) and at the desk (VCP 23).</summary>
internal sealed class PaymentReading
{
    private decimal? now;
    private decimal? later;
    private string? currency;
    private bool isMixed;

    /// <summary>Forgets the payments.</summary>
    public void Clear()
    {
        now = later = null;
        currency = null;
        isMixed = false;
    }

    /// <summary>Takes a charge or fee, where it is for paying now or at the desk.</summary>
    public void Add(PriceLine line)
    {
        switch (line.Purpose)
        {
            case ChargePurpose.PaidNow:
                now = (now ?? 0) + (line.Amount ?? 0);
                Take(line.Currency);
                break;
            case ChargePurpose.PaidAtPickUp:
                later = (later ?? 0) + (line.Amount ?? 0);
                Take(line.Currency);
                break;
        }
    }

    /// <summary>Takes a rule that asks for payment with the booking: it repeats what lines tell, where there are such.</summary>
    public void Rule(decimal? amount, string? itsCurrency)
    {
        if (now is null && later is null && amount is not null)
        {
            now = amount;
            Take(itsCurrency);
        }
    }

    /// <summary>What is paid at the desk; null when that is not told, or not in the total's currency.</summary>
    public decimal? AtPickUp(decimal total, string itsCurrency) =>
        isMixed || (currency is not null && currency != itsCurrency) ? null
        : later is { } desk && desk >= 0 && desk <= total ? desk
        : now is { } paid && paid >= 0 && paid <= total ? total - paid
        : null;

    private void Take(string? itsCurrency)
    {
        isMixed |= currency is not null && itsCurrency is not null && itsCurrency != currency;
        currency ??= itsCurrency;
    }
}
