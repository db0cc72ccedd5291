using System.Globalization;
using CarSearch.Common;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Parses values as suppliers write them, which may differ from the schema. An ambiguous value is not parsed.</summary>
internal static class LenientParser
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    // Above any price in any currency, and small enough that the sum of all amounts of a response does not overflow.
    private const decimal MaxAmount = 1_000_000_000_000_000_000m;

    /// <summary>
    /// Parses an amount of money: an xs:decimal, or one with a decimal comma or thousands separators. Returns null if it is ambiguous.
    /// </summary>
    public static decimal? ParseAmount(ReadOnlySpan<char> text)
    {
        if (ParsePlainAmount(text) is { } plain)
        {
            return plain;
        }

        var value = text.Trim();
        var amount = value.ContainsAny(", \u00A0\u202F'") || value.Count('.') > 1
            ? ParseWithSeparators(value)
            : decimal.TryParse(value, Styles, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        return amount is >= -MaxAmount and <= MaxAmount ? amount : null;
    }

    /// <summary>Parses an xs:boolean, or a word such as <c>yes</c>. Returns null for anything else.</summary>
    public static bool? ParseBoolean(ReadOnlySpan<char> text) => text switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => ParseWord(text.Trim()),
    };

    /// <summary>Parses the guaranteed number of a count: <c>4-5</c> and <c>4/5</c> are 4, <c>5+2</c> is 7, <c>5+</c> is 5.</summary>
    public static int? ParseMinCount(ReadOnlySpan<char> text) =>
        text is [>= '0' and <= '9' and var digit] ? digit - '0'
        : !TryParseCounts(text, out var sum, out var min, out _) ? null
        : text.Contains('+') ? sum
        : min;

    /// <summary>Parses the largest number of a count such as <c>2-4</c>, which ACRISS uses for doors.</summary>
    public static int? ParseMaxCount(ReadOnlySpan<char> text) =>
        text is [>= '0' and <= '9' and var digit] ? digit - '0' : TryParseCounts(text, out _, out _, out var max) ? max : null;

    /// <summary>Parses a number of digits alone, such as a code of a list. Returns null for anything else.</summary>
    public static int? ParseCode(ReadOnlySpan<char> text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    /// <summary>Parses a text that begins with a date. Returns null for anything else.</summary>
    public static DateTime? ParseDate(ReadOnlySpan<char> text) =>
        text.Length >= 10
        && DateTime.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    /// <summary>Trims a text. Returns null if it is empty.</summary>
    public static string? TrimToNull(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>Sanitizes a text, puts it on one line and truncates it. Returns null if it is empty.</summary>
    public static string? ToSingleLine(string? text, int maxLength)
    {
        if (text is null)
        {
            return null;
        }

        text = SupplierText.Sanitize(text);
        var line = text.Contains("  ", StringComparison.Ordinal)
            ? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : text.Trim();
        return line.Length == 0 ? null : line.Truncate(maxLength).TrimEnd();
    }

    /// <summary>Writes the ASCII letters and digits of a text, in upper case, as many as fit.</summary>
    /// <returns>What was written.</returns>
    public static ReadOnlySpan<char> ToLetters(ReadOnlySpan<char> text, Span<char> destination)
    {
        var length = 0;
        for (var i = 0; i < text.Length && length < destination.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i]))
            {
                destination[length++] = char.ToUpperInvariant(text[i]);
            }
        }

        return destination[..length];
    }

    private static bool? ParseWord(ReadOnlySpan<char> text) =>
        text is "1" || EqualsIgnoreCase(text, "true") || EqualsIgnoreCase(text, "yes") || EqualsIgnoreCase(text, "y") ? true
        : text is "0" || EqualsIgnoreCase(text, "false") || EqualsIgnoreCase(text, "no") || EqualsIgnoreCase(text, "n") ? false
        : null;

    private static bool EqualsIgnoreCase(ReadOnlySpan<char> text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses an amount of digits and at most one point, as nearly all are, several times faster than decimal.TryParse.</summary>
    private static decimal? ParsePlainAmount(ReadOnlySpan<char> text)
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

        // Eighteen digits fit into a long; a point alone is not a number.
        return text.Length is 0 or > 18 || (point >= 0 && text.Length == 1) ? null
            : new decimal((int)digits, (int)(digits >> 32), 0, isNegative: false, point < 0 ? (byte)0 : (byte)(text.Length - point - 1));
    }

    private static bool TryParseCounts(ReadOnlySpan<char> text, out int sum, out int min, out int max)
    {
        (sum, min, max) = (0, int.MaxValue, 0);
        var found = false;

        // Some suppliers send -1 for an unknown number.
        if (text.TrimStart() is ['-', ..])
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
            min = Math.Min(min, number);
            max = Math.Max(max, number);
        }

        return found;
    }

    private static decimal? ParseWithSeparators(ReadOnlySpan<char> value)
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

        // 1,234 may be a thousands separator or a decimal comma.
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
                // There is no thousands separator after the decimal separator, nor is it the same character.
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

        return decimal.TryParse(plain[..length], Styles, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    /// <summary>Returns whether the text starts with exactly three digits.</summary>
    private static bool IsGroup(ReadOnlySpan<char> rest) =>
        rest.Length >= 3 && char.IsAsciiDigit(rest[0]) && char.IsAsciiDigit(rest[1]) && char.IsAsciiDigit(rest[2])
        && (rest.Length == 3 || !char.IsAsciiDigit(rest[3]));
}
