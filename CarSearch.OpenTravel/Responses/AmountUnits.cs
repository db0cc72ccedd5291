using CarSearch.Places;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Determines whether the amounts of a response with attribute DecimalPlaces are in minor units.</summary>
/// <remarks>
/// By the schema, "USD 8500 needs DecimalPlaces=2 to represent $85". Some suppliers send the attribute beside ordinary decimals, of which
/// some are whole numbers. A single amount is therefore ambiguous, and all amounts of the response decide.
/// </remarks>
internal sealed class AmountUnits
{
    private static readonly Lazy<CountryCatalog> Currencies = new(CountryCatalog.Load);

    private bool hasWholeNumber;
    private bool hasFraction;
    private bool hasOtherFraction;

    /// <summary>Adds an amount of the response.</summary>
    /// <param name="amount">The amount, with the scale in which it was written.</param>
    /// <param name="decimalPlaces">The DecimalPlaces of its element, or null.</param>
    public void Observe(decimal? amount, int? decimalPlaces)
    {
        if (amount is { } value)
        {
            hasFraction |= value.Scale > 0 && decimalPlaces > 0;
            hasOtherFraction |= value.Scale > 0 && !(decimalPlaces > 0);
            hasWholeNumber |= value.Scale == 0 && value != 0 && decimalPlaces > 0;
        }
    }

    /// <summary>Converts a price after all amounts have been added. Returns null if its unit can't be determined.</summary>
    public OfferPrice? Convert(QuotedPrice quote)
    {
        if (hasFraction || !hasWholeNumber)
        {
            return quote.Price;
        }

        if (hasOtherFraction)
        {
            // Only the amounts without DecimalPlaces are certain.
            return quote.DecimalPlaces > 0 ? null
                : quote.HasDecimalPlaces ? quote.Price with { Base = null, TaxesAndFees = null, PayAtPickUp = null }
                : quote.Price;
        }

        return quote.DecimalPlaces is { } places && Currencies.Value.FindCurrency(quote.Price.Currency)?.Decimals == places
            ? Divide(quote.Price, places)
            : null;
    }

    /// <summary>
    /// Converts the amounts of terms after all amounts have been added. If their unit can't be determined, they are null. They are not
    /// added themselves, as they must not affect prices.
    /// </summary>
    public OfferTerms Convert(OfferTerms terms, TermUnits termUnits)
    {
        var hasPlaces = termUnits.IsMixed || termUnits.DecimalPlaces > 0;
        if (hasFraction || (!hasPlaces && (!hasWholeNumber || hasOtherFraction)))
        {
            return terms;
        }

        var places = termUnits.IsMixed || !hasWholeNumber || hasOtherFraction ? null : termUnits.DecimalPlaces;
        return terms with
        {
            Deposit = Convert(terms.Deposit, places),
            CancellationFee = Convert(terms.CancellationFee, places),
            Excess = terms.Excess?.Select(excess => (excess.Cover, Amount: Convert(excess.Amount, places)))
                .Where(excess => excess.Amount is not null)
                .Select(excess => new CoverExcess(excess.Cover, excess.Amount!.Value))
                .ToArray() is { Length: > 0 } known ? known : null,
            Fees = terms.Fees?.Select(fee => fee with { Amount = Convert(fee.Amount, places) }).ToArray(),
        };
    }

    private static MoneyAmount? Convert(MoneyAmount? amount, int? places) =>
        amount is { Amount: 0 } ? amount
        : amount is { } value && places is { } known && Currencies.Value.FindCurrency(value.Currency)?.Decimals == known
            ? value with { Amount = value.Amount * GetUnit(known) }
            : null;

    /// <summary>Returns the minor unit. Its scale makes 19103 with two places 191.03.</summary>
    private static decimal GetUnit(int places) => new(1, 0, 0, isNegative: false, (byte)places);

    private static OfferPrice Divide(OfferPrice price, int places)
    {
        var unit = GetUnit(places);
        return price with
        {
            Total = price.Total * unit,
            Base = price.Base * unit,
            TaxesAndFees = price.TaxesAndFees * unit,
            PayAtPickUp = price.PayAtPickUp * unit,
        };
    }
}

/// <summary>A price as it was written, whose unit is determined at the end of the response.</summary>
/// <param name="Price">The price.</param>
/// <param name="DecimalPlaces">
/// The DecimalPlaces of the total, its own or with its currency that of the charges, or null if unknown.
/// </param>
/// <param name="HasDecimalPlaces">Whether any amount of the offer has DecimalPlaces above zero.</param>
internal readonly record struct QuotedPrice(OfferPrice Price, int? DecimalPlaces, bool HasDecimalPlaces);
