using System.Text.Json;

namespace CarSearch.Offers;

/// <summary>Tells the number of decimals of a currency (ISO 4217's minor unit), or null when there is no such currency.</summary>
public delegate int? CurrencyDecimals(string currency);

/// <summary>Amounts in their currency's own number of decimals (ISO 4217's minor unit), as they are told in JSON.</summary>
internal static class Money
{
    // Adding a zero of a scale gives a decimal at least that scale, so that 12.5 is told as 12.50.
    private static readonly decimal[] Zeros = [0m, 0.0m, 0.00m, 0.000m, 0.0000m];

    /// <summary>The amount rounded half away from zero to <paramref name="decimals"/> places, with as many digits behind the point.</summary>
    public static decimal Round(decimal amount, int decimals) =>
        decimal.Round(amount, decimals, MidpointRounding.AwayFromZero) + Zeros[decimals];

    public static void WriteMoney(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, decimal? amount, int decimals)
    {
        if (amount is { } value)
        {
            writer.WriteNumber(name, Round(value, decimals));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>Writes a price held in ten-thousandths.</summary>
    public static void WritePrice(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? price, int decimals) =>
        writer.WriteMoney(name, price is { } value ? OfferKey.ToAmount(value) : null, decimals);
}
