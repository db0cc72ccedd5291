using System.Globalization;

namespace CarSearch.Places;

/// <summary>
/// Folds names for comparison: to lower case, without accents, apostrophes and full stops. Any other run of characters that are not letters
/// or digits becomes one space, and is trimmed at both ends. <c>St. John's</c>, <c>ST JOHNS</c> and <c>st.  john’s</c> are equal.
/// </summary>
/// <remarks>
/// Uses tables instead of <see cref="string.Normalize()"/>, which needs ICU and allocates. The tables cover Latin, and the accents of
/// Greek, Cyrillic, Hebrew and Arabic; other scripts are kept as they are, with their vowel signs. Full-width forms become ASCII. Letters
/// that are not accented forms fold to their common transcription (<c>ß ø ł đ æ œ ı ə þ</c> to <c>ss o l d ae oe i e th</c>). The
/// transcription of <c>ü</c> as <c>ue</c> is left to aliases.
/// </remarks>
internal static class TextFold
{
    private const string Latin =
        "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccdd" +
        "ddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllll..llnnnnnn.nnoooooo..rrrrrrssssss" +
        "ssttttttuuuuuuuuuuuuwwyyyzzzzzzsbb.......d....e..ff.....kk......oo.............u" +
        "u............................aaiioouuuuuuuuuueaaaa....ggkkoooo..j...gg..nnaa..oo" +
        "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy...............b............";

    private const string LatinAdditional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo" +
        "oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s...." +
        "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu" +
        "uuyyyyyyyy......";

    /// <summary>Folds a text, which can contain lone surrogates. Folding is idempotent.</summary>
    public static string Fold(string text)
    {
        Span<char> buffer = text.Length > 512 ? new char[text.Length * 2] : stackalloc char[text.Length * 2];
        return new string(buffer[..Fold(text, buffer)]);
    }

    /// <summary>Folds a text into a buffer that is at least twice as long. Returns the number of characters written.</summary>
    public static int Fold(ReadOnlySpan<char> text, Span<char> destination)
    {
        if (destination.Length < text.Length * 2)
        {
            throw new ArgumentException("The buffer must be at least twice as long as the text.", nameof(destination));
        }

        var length = 0;
        var gap = false;
        foreach (var character in text)
        {
            var original = character is >= '\uFF01' and <= '\uFF5E' ? (char)(character - 0xFEE0) : character;
            if (IsDropped(original))
            {
                continue;
            }

            var letter = char.IsAscii(original) ? (char)(original | (char.IsAsciiLetterUpper(original) ? 0x20 : 0)) : FoldLetter(original);
            // A mark without a letter is no word.
            if (!char.IsLetterOrDigit(letter) && (length == 0 || gap || !IsMark(letter)))
            {
                gap = length > 0;
                continue;
            }

            if (gap)
            {
                destination[length++] = ' ';
                gap = false;
            }

            var second = Split(ref letter);
            destination[length++] = letter;
            if (second != '\0')
            {
                destination[length++] = second;
            }
        }

        return length;
    }

    private static char FoldLetter(char original)
    {
        var letter = char.ToLowerInvariant(original);
        var folded = letter switch
        {
            >= '\u00C0' and <= '\u024F' => Latin[letter - '\u00C0'],
            >= '\u1E00' and <= '\u1EFF' => LatinAdditional[letter - '\u1E00'],
            'ə' => 'e',
            _ => '.',
        };
        return folded == '.' ? FoldOther(letter) : folded;
    }

    /// <summary>Removes the accent of a letter that is not Latin, and maps variants of a letter to one.</summary>
    private static char FoldOther(char letter) => letter switch
    {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' or 'ϊ' or 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' or 'ϋ' or 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'й' => 'и',
        'ї' => 'і',
        'ў' => 'у',
        'آ' or 'أ' or 'إ' => 'ا',
        'ى' or 'ی' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        _ => letter,
    };

    /// <summary>Determines whether a character is a letter, a digit, or a mark on one.</summary>
    internal static bool IsWord(char c) => char.IsLetterOrDigit(c) || IsMark(c);

    /// <summary>Whether a character is an accent, a vowel sign or another mark, such as those of Thai and the scripts of India.</summary>
    private static bool IsMark(char c) =>
        !char.IsAscii(c) && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Splits a ligature: replaces the letter by the first letter and returns the second.</summary>
    private static char Split(ref char letter)
    {
        (letter, var second) = letter switch
        {
            'ß' or 'ẞ' => ('s', 's'),
            'æ' or 'ǽ' or 'ǣ' => ('a', 'e'),
            'œ' => ('o', 'e'),
            'þ' => ('t', 'h'),
            'ĳ' => ('i', 'j'),
            _ => (letter, '\0'),
        };
        return second;
    }

    /// <summary>
    /// Whether a character is removed without a space: apostrophes, full stops, combining accents, vowel points, invisible characters.
    /// </summary>
    private static bool IsDropped(char c) => c switch
    {
        '\'' or '.' or '`' or '´' or '‘' or '’' or 'ʹ' or 'ʻ' or 'ʼ' or 'ʾ' or 'ʿ' or '′' => true,
        >= '\u0300' and <= '\u036F' => true,
        (>= '\u0591' and <= '\u05BD') or '\u05BF' or '\u05C1' or '\u05C2' or '\u05C4' or '\u05C5' or '\u05C7' => true,
        (>= '\u064B' and <= '\u065F') or '\u0640' or '\u0670' => true,
        '\u00AD' or (>= '\u200B' and <= '\u200F') or '\uFEFF' => true,
        _ => false,
    };
}
