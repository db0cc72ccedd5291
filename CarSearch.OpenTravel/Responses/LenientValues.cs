using System.Globalization;
using CarSearch.Common;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads values as suppliers write them, which is not always as the schema has them. What can be read in two ways is not read at all.</summary>
internal static class LenientValues
{
    // More than any price in any currency, and little enough to add up as many as an answer can hold.
    private const decimal MostMoney = 1_000_000_000_000_000_000m;

    /// <summary>An amount of money: an xs:decimal, or one with a decimal comma or separators of thousands. Null when it can't be told which.</summary>
    public static decimal? Amount(string text)
    {
        if (PlainAmount(text) is { } plain)
        {
            return plain;
        }

        var value = text.AsSpan().Trim();
        var amount = value.ContainsAny(", \u00A0\u202F'") || value.Count('.') > 1
            ? WithSeparators(value)
            : decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        return amount is >= -MostMoney and <= MostMoney ? amount : null;
    }

    /// <summary>An xs:boolean, or a word for one.</summary>
    public static bool? Flag(string text) => text switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => Word(text.AsSpan().Trim()),
    };

    /// <summary>The number that a count promises: <c>5</c>, of <c>4-5</c> or <c>4/5</c> the least, of <c>5+2</c> the sum, of <c>5+</c> five.</summary>
    public static int? Least(string text) => text is [>= '0' and <= '9' and var digit] ? digit - '0' : Numbers(text, out var sum, out var least, out _) ? text.Contains('+', StringComparison.Ordinal) ? sum : least : null;

    /// <summary>The largest number of a count such as <c>2-4</c>: what ACRISS tells of doors.</summary>
    public static int? Most(string text) => text is [>= '0' and <= '9' and var digit] ? digit - '0' : Numbers(text, out _, out _, out var most) ? most : null;

    /// <summary>A text without space around it; null when nothing is left of it.</summary>
    public static string? Text(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>A text on one line, at most so long; null when nothing is left of it.</summary>
    public static string? Line(string? text, int longest)
    {
        if (text is null)
        {
            return null;
        }

        var line = text.AsSpan().ContainsAny('\n', '\r', '\t') || text.Contains("  ", StringComparison.Ordinal)
            ? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : text.Trim();
        return line.Length == 0 ? null : line.To(longest).TrimEnd();
    }

    private static bool? Word(ReadOnlySpan<char> text) =>
        text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase) || text is "Y" or "y" ? true
        : text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase) || text.Equals("no", StringComparison.OrdinalIgnoreCase) || text is "N" or "n" ? false
        : null;

    /// <summary>The amount where it is digits with a point at most, as nearly all are: several times faster than to ask for whatever else it may be.</summary>
    private static decimal? PlainAmount(string text)
    {
        var digits = 0L;
        var point = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                digits = (digits * 10) + (text[i] - '0');
            }
            else if (text[i] is '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return null;
            }
        }

        // Eighteen digits fit; a point alone is no number.
        return text.Length is 0 or > 18 || (point >= 0 && text.Length == 1) ? null
            : new decimal((int)digits, (int)(digits >> 32), 0, isNegative: false, point < 0 ? (byte)0 : (byte)(text.Length - point - 1));
    }

    private static bool Numbers(string text, out int sum, out int least, out int most)
    {
        (sum, least, most) = (0, int.MaxValue, 0);
        var found = false;

        // Minus one is how some say that they do not know.
        if (text.AsSpan().TrimStart() is ['-', ..])
        {
            return false;
        }

        for (var i = 0; i < text.Length;)
        {
            var digits = 0;
            var number = 0;
            for (; i < text.Length && char.IsAsciiDigit(text[i]); i++, digits++)
            {
                number = Math.Min((number * 10) + (text[i] - '0'), 1_000);
            }

            if (digits == 0)
            {
                i++;
                continue;
            }

            found = true;
            sum += number;
            least = Math.Min(least, number);
            most = Math.Max(most, number);
        }

        return found;
    }

    private static decimal? WithSeparators(ReadOnlySpan<char> value)
    {
        Span<char> plain = stackalloc char[32];
        if (value.Length > plain.Length)
        {
            return null;
        }

        var (comma, point) = (value.LastIndexOf(','), value.LastIndexOf('.'));
        var separator =
            comma >= 0 && point >= 0 ? Math.Max(comma, point)
            : comma >= 0 && value.Count(',') == 1 ? comma
            : point >= 0 && comma < 0 && value.Count('.') == 1 ? point
            : -1;

        // 1,234 is a thousand and more to some, and one and a bit to others.
        if (separator >= 0 && separator == comma && point < 0 && value.Length - separator - 1 == 3)
        {
            return null;
        }

        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (i == separator)
            {
                plain[length++] = '.';
            }
            else if (value[i] is ',' or '.' or ' ' or '\u00A0' or '\u202F' or '\'')
            {
                // Nothing is separated behind the decimals' sign, nor by that sign.
                if ((separator >= 0 && (i > separator || value[i] == value[separator])) || !IsGroup(value[(i + 1)..]))
                {
                    return null;
                }
            }
            else
            {
                plain[length++] = value[i];
            }
        }

        return decimal.TryParse(plain[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    /// <summary>Whether three digits, and no fourth, begin here.</summary>
    private static bool IsGroup(ReadOnlySpan<char> rest) =>
        rest.Length >= 3 && char.IsAsciiDigit(rest[0]) && char.IsAsciiDigit(rest[1]) && char.IsAsciiDigit(rest[2]) && (rest.Length == 3 || !char.IsAsciiDigit(rest[3]));
}
