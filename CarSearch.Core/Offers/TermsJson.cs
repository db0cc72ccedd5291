using System.Globalization;
using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Common;
using CarSearch.Suppliers;

namespace CarSearch.Offers;

/// <summary>
/// The JSON of the terms of an offer: null if none is known, else all members. A value that is out of range or in an unknown currency is
/// null, an entry of a list with one is left out.
/// </summary>
internal sealed class TermsJson(CurrencyDecimals decimals)
{
    private static readonly OfferTerms Unknown = new();

    public void Write(Utf8JsonWriter writer, SupplierOffer offer)
    {
        var payment = GetPayment(offer);
        if (offer.Terms is null && payment is null && offer.FreeCancellation is null)
        {
            writer.WriteNull("terms"u8);
            return;
        }

        var terms = offer.Terms ?? Unknown;
        writer.WriteStartObject("terms"u8);
        WriteAmount(writer, "deposit"u8, terms.Deposit);
        WriteExcess(writer, terms.Excess);
        WriteCovers(writer, terms.Covers);
        writer.WriteWordOrNull("fuelPolicy"u8, TermWords.FuelPolicies.Utf8OrEmpty((int?)terms.FuelPolicy));
        writer.WriteWordOrNull("payment"u8, TermWords.Payments.Utf8OrEmpty((int?)payment));
        WriteCancellation(writer, terms, offer.FreeCancellation);
        WriteFees(writer, terms.Fees);
        writer.WriteNumberOrNull("minimumAge"u8, terms.MinimumAge is >= 16 and <= 99 ? terms.MinimumAge : null);
        writer.WriteEndObject();
    }

    /// <summary>Returns the time of payment: by what is paid at pick-up, if that is known.</summary>
    public static PaymentTime? GetPayment(SupplierOffer offer) => offer.Price.PayAtPickUp switch
    {
        null => offer.Terms?.Payment,
        0 => PaymentTime.Prepaid,
        { } due when due < offer.Price.Total => PaymentTime.Split,
        _ => offer.Terms?.Payment is PaymentTime.Guarantee ? PaymentTime.Guarantee : PaymentTime.AtPickUp,
    };

    /// <summary>Returns an amount with the decimals of its currency, or null if it is out of range or in an unknown currency.</summary>
    public MoneyAmount? GetUsable(MoneyAmount? amount) => amount is { } known && IsUsable(known, out var places)
        ? known with { Amount = Money.Round(known.Amount, places) }
        : null;

    private void WriteExcess(Utf8JsonWriter writer, IReadOnlyList<CoverExcess>? excess)
    {
        var list = new ListWriter(writer, "excess"u8);
        for (var i = 0; i < excess?.Count && list.HasSpace; i++)
        {
            if (TermWords.Covers.Utf8OrEmpty((int)excess[i].Cover) is { IsEmpty: false } cover
                && IsUsable(excess[i].Amount, out var places))
            {
                list.Begin();
                writer.WriteStartObject();
                writer.WriteString("cover"u8, cover);
                WriteMembers(writer, excess[i].Amount, places);
                writer.WriteEndObject();
            }
        }

        list.End();
    }

    private static void WriteCovers(Utf8JsonWriter writer, IReadOnlyList<Cover>? covers)
    {
        var list = new ListWriter(writer, "covers"u8);
        for (var i = 0; i < covers?.Count && list.HasSpace; i++)
        {
            if (TermWords.Covers.Utf8OrEmpty((int)covers[i]) is { IsEmpty: false } cover)
            {
                list.Begin();
                writer.WriteStringValue(cover);
            }
        }

        list.End();
    }

    private void WriteFees(Utf8JsonWriter writer, IReadOnlyList<OfferFee>? fees)
    {
        var list = new ListWriter(writer, "fees"u8);
        for (var i = 0; i < fees?.Count && list.HasSpace; i++)
        {
            if (TermWords.FeeKinds.Utf8OrEmpty((int)fees[i].Kind) is { IsEmpty: false } kind)
            {
                list.Begin();
                writer.WriteStartObject();
                writer.WriteString("kind"u8, kind);
                if (fees[i].Amount is { } amount && IsUsable(amount, out var places))
                {
                    WriteMembers(writer, amount, places);
                }
                else
                {
                    writer.WriteNull("amount"u8);
                    writer.WriteNull("currency"u8);
                }

                writer.WriteBooleanOrNull("included"u8, fees[i].Included);
                writer.WriteEndObject();
            }
        }

        list.End();
    }

    private void WriteCancellation(Utf8JsonWriter writer, OfferTerms terms, bool? isFree)
    {
        // A time without a date, and dates of other calendars.
        var until = terms.FreeUntil is { Year: >= 2000 and < 2200 } ? terms.FreeUntil : null;
        if (isFree is null && until is null && terms.CancellationFee is null)
        {
            writer.WriteNull("cancellation"u8);
            return;
        }

        writer.WriteStartObject("cancellation"u8);
        writer.WriteBooleanOrNull("free"u8, isFree);
        if (until is { } time)
        {
            Span<byte> text = stackalloc byte[16];
            time.TryFormat(text, out _, "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
            writer.WriteString("until"u8, text);
        }
        else
        {
            writer.WriteNull("until"u8);
        }

        WriteAmount(writer, "fee"u8, terms.CancellationFee);
        writer.WriteEndObject();
    }

    private void WriteAmount(Utf8JsonWriter writer, ReadOnlySpan<byte> name, MoneyAmount? amount)
    {
        if (amount is { } known && IsUsable(known, out var places))
        {
            writer.WriteStartObject(name);
            WriteMembers(writer, known, places);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, MoneyAmount amount, int places)
    {
        writer.WriteMoney("amount"u8, amount.Amount, places);
        writer.WriteString("currency"u8, amount.Currency);
    }

    private bool IsUsable(MoneyAmount amount, out int places)
    {
        places = amount.Currency is { Length: 3 } currency ? decimals(currency) ?? -1 : -1;
        return places >= 0 && OfferCheck.IsAmount(amount.Amount);
    }

    /// <summary>Writes a list, or null if it has no entries.</summary>
    private ref struct ListWriter(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        private readonly ReadOnlySpan<byte> name = name;
        private int count;

        public readonly bool HasSpace => count < OfferTerms.MaxCount;

        public void Begin()
        {
            if (count++ == 0)
            {
                writer.WriteStartArray(name);
            }
        }

        public readonly void End()
        {
            if (count == 0)
            {
                writer.WriteNull(name);
            }
            else
            {
                writer.WriteEndArray();
            }
        }
    }
}
