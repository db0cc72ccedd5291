using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CarSearch.Suppliers;

/// <summary>Sanitizes texts of suppliers, which are displayed to travellers and written to logs.</summary>
public static class SupplierText
{
    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    /// <summary>
    /// Removes format characters: those of bidirectional text, which change the order of what is displayed, and invisible ones. Control
    /// characters and line separators become a space, unpaired surrogates and noncharacters U+FFFD.
    /// </summary>
    /// <remarks>The zero-width joiners remain within a text, as Persian, Indic scripts and emoji require them.</remarks>
    /// <returns>The text itself if it is safe or null.</returns>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Sanitize(string? text)
    {
        if (text is null || IsSafe(text))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var isSeparated = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsSeparator(rune))
            {
                isSeparated = true;
            }
            else if (IsNoncharacter(rune.Value) || IsSafe(rune))
            {
                if (isSeparated && result.Length > 0 && result[^1] != ' ' && rune.Value != ' ')
                {
                    result.Append(' ');
                }

                result.Append(IsNoncharacter(rune.Value) ? Rune.ReplacementChar : rune);
                isSeparated = false;
            }
        }

        return result.ToString().Trim(' ', ZeroWidthNonJoiner, ZeroWidthJoiner);
    }

    /// <summary>Returns whether <see cref="Sanitize"/> leaves a text unchanged.</summary>
    public static bool IsSafe(string text)
    {
        var start = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        if (start < 0)
        {
            return true;
        }

        if (IsJoiner(text[0]) || IsJoiner(text[^1]))
        {
            return false;
        }

        for (var rest = text.AsSpan(start); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) is not OperationStatus.Done || !IsSafe(rune))
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    private static bool IsSafe(Rune rune) =>
        rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner
        || !(IsSeparator(rune) || IsNoncharacter(rune.Value) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format);

    private static bool IsSeparator(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // The Unicode Standard, 23.7.
    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    private static bool IsJoiner(char character) => character is ZeroWidthNonJoiner or ZeroWidthJoiner;
}
