using System.Text.Json;
using CarSearch.Suppliers;

namespace CarSearch.Offers;

/// <summary>
/// Writes the costs of the brief form of an offer: what its terms can cost beside the price, one number each, in the currency of the price.
/// What the supplier does not state is left out. A cost without a number in that currency is null.
/// </summary>
internal static class CostsJson
{
    /// <summary>Writes the costs, if there are any. The reader is at the terms, and afterwards at their end.</summary>
    public static void Write(Utf8JsonWriter writer, ref Utf8JsonReader reader, Currency3 currency)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return;
        }

        var (deposit, excess, fees) = (default(Cost), default(Cost), default(Cost));
        var fuelPolicy = default(FuelPolicy?);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("deposit"u8) && reader.TokenType is JsonTokenType.StartObject)
            {
                deposit.Add(ReadAmount(ref reader, currency, out _));
            }
            else if (name.SequenceEqual("excess"u8) && reader.TokenType is JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
                {
                    excess.Raise(ReadAmount(ref reader, currency, out _));
                }
            }
            else if (name.SequenceEqual("fees"u8) && reader.TokenType is JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
                {
                    var fee = ReadAmount(ref reader, currency, out var isIncluded);
                    if (!isIncluded)
                    {
                        fees.Add(fee);
                    }
                }
            }
            else if (name.SequenceEqual("fuelPolicy"u8) && reader.TokenType is JsonTokenType.String)
            {
                fuelPolicy = TermWords.FuelPolicies.Find(reader.ValueSpan);
            }
            else
            {
                reader.Skip();
            }
        }

        var paysFuel = fuelPolicy is FuelPolicy.FullToEmpty or FuelPolicy.PrepurchasedWithRefund or FuelPolicy.PrepurchasedWithoutRefund;
        if (deposit.IsStated || excess.IsStated || fees.IsStated || paysFuel)
        {
            writer.WriteStartObject("costs"u8);
            deposit.Write(writer, "deposit"u8);
            excess.Write(writer, "excess"u8);
            fees.Write(writer, "fees"u8);
            if (paysFuel)
            {
                writer.WriteBoolean("fuel"u8, true);
            }

            writer.WriteEndObject();
        }
    }

    /// <summary>Reads an object with an amount. Returns null if the amount is unknown or in another currency.</summary>
    private static decimal? ReadAmount(ref Utf8JsonReader reader, Currency3 currency, out bool isIncluded)
    {
        var amount = default(decimal?);
        var isForeign = false;
        isIncluded = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("amount"u8) && reader.TokenType is JsonTokenType.Number)
            {
                amount = reader.GetDecimal();
            }
            else if (name.SequenceEqual("currency"u8) && reader.TokenType is JsonTokenType.String)
            {
                isForeign = Currency3.From(reader.ValueSpan) != currency;
            }
            else if (name.SequenceEqual("included"u8))
            {
                isIncluded = reader.TokenType is JsonTokenType.True;
            }
        }

        return isForeign ? null : amount;
    }

    /// <summary>A cost that is stated once or several times.</summary>
    private struct Cost
    {
        private decimal? amount;

        public bool IsStated { get; private set; }

        public void Add(decimal? other) => Combine(other, static (one, another) => one + another);

        public void Raise(decimal? other) => Combine(other, Math.Max);

        public readonly void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
        {
            if (IsStated && amount is { } known)
            {
                // A decimal keeps the decimals that it was read with.
                writer.WriteNumber(name, known);
            }
            else if (IsStated)
            {
                writer.WriteNull(name);
            }
        }

        private void Combine(decimal? other, Func<decimal, decimal, decimal> combine)
        {
            amount = !IsStated ? other : amount is { } one && other is { } another ? combine(one, another) : null;
            IsStated = true;
        }
    }
}
