using System.Globalization;
using System.Text.Json;

namespace CarSearch.Cars;

/// <summary>Returns the number of decimals of a currency (the minor unit of ISO 4217), or null if the currency is unknown.</summary>
public delegate int? CurrencyDecimals(string currency);

/// <summary>Formats amounts as JSON, with the number of decimals of their currency (the minor unit of ISO 4217).</summary>
internal static class Money
{
    /// <summary>Prices are stored in ten-thousandths, which is finer than the minor unit of any currency.</summary>
    public const long Scale = 10_000;

    /// <summary>The maximum number of bytes that <see cref="FormatPrice"/> writes.</summary>
    public const int MaxPriceLength = 32;

    // Adding a zero of a scale raises the scale of a decimal, so that 12.5 is written as 12.50.
    private static readonly decimal[] Zeros = [0m, 0.0m, 0.00m, 0.000m, 0.0000m];

    /// <summary>Rounds an amount half away from zero. The result has a scale of <paramref name="decimals"/>.</summary>
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

    /// <summary>Formats a price stored in ten-thousandths. Digits beyond the decimals of the currency must be zero.</summary>
    /// <returns>The number of bytes, at most <see cref="MaxPriceLength"/>.</returns>
    public static int FormatPrice(long price, int decimals, Span<byte> text)
    {
        var length = 0;
        if (price < 0)
        {
            text[length++] = (byte)'-';
            price = -price;
        }

        var (whole, part) = Math.DivRem(price, Scale);
        whole.TryFormat(text[length..], out var digits, default, CultureInfo.InvariantCulture);
        length += digits;
        if (decimals > 0)
        {
            text[length++] = (byte)'.';
            for (var (i, unit) = (0, Scale / 10); i < decimals; i++, unit /= 10)
            {
                text[length++] = (byte)('0' + (part / unit % 10));
            }
        }

        return length;
    }
}
