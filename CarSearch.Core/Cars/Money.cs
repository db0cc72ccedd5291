using System.Globalization;
using System.Text.Json;

namespace CarSearch.Cars;

/// <summary>Tells the number of decimals of a currency (ISO 4217's minor unit), or null when there is no such currency.</summary>
public delegate int? CurrencyDecimals(string currency);

/// <summary>Amounts in their currency's own number of decimals (ISO 4217's minor unit), as they are told in JSON.</summary>
internal static class Money
{
    /// <summary>Prices are held in ten-thousandths, finer than any currency's minor unit.</summary>
    public const long Scale = 10_000;

    /// <summary>The most bytes that <see cref="FormatPrice"/> writes.</summary>
    public const int LongestPrice = 32;

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

    /// <summary>Writes a price held in ten-thousandths, which has no more decimals than its currency.</summary>
    public static void WritePrice(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? price, int decimals)
    {
        if (price is not { } value)
        {
            writer.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[LongestPrice];
        writer.WritePropertyName(name);
        writer.WriteRawValue(text[..FormatPrice(value, decimals, text)], skipInputValidation: true);
    }

    /// <summary>Formats a price held in ten-thousandths.</summary>
    /// <returns>The number of bytes, at most <see cref="LongestPrice"/>.</returns>
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
