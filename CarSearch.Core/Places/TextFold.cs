namespace CarSearch.Places;

/// <summary>
/// Folds names for comparison: to lower case, without accents, apostrophes and full stops. Any other run of characters that are not letters
/// or digits becomes one space, and is trimmed at both ends. <c>St. John's</c>, <c>ST JOHNS</c> and <c>st.  john’s</c> are equal.
/// </summary>
/// <remarks>
/// Uses a table instead of <see cref="string.Normalize()"/>, which needs ICU and allocates. The table covers Latin; letters of other
/// scripts are only converted to lower case. Letters that are not accented forms fold to their common transcription (<c>ß ø ł đ æ œ ı ə
/// þ</c> to <c>ss o l d ae oe i e th</c>). The transcription of <c>ü</c> as <c>ue</c> is left to aliases.
/// </remarks>
public static class TextFold
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

    /// <summary>Folds a text.</summary>
    /// <param name="text">The text. Lone surrogates are allowed.</param>
    /// <returns>The folded text. Folding is idempotent.</returns>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 512)
        {
            var buffer = new char[text.Length * 2];
            return new string(buffer, 0, Fold(text, buffer));
        }

        Span<char> small = stackalloc char[text.Length * 2];
        return new string(small[..Fold(text, small)]);
    }

    /// <summary>Folds a text into a buffer, without allocation.</summary>
    /// <param name="text">The text. Lone surrogates are allowed.</param>
    /// <param name="destination">The buffer, at least twice as long as the text.</param>
    /// <returns>The number of characters written.</returns>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    public static int Fold(ReadOnlySpan<char> text, Span<char> destination)
    {
        if (destination.Length < text.Length * 2)
        {
            throw new ArgumentException("The buffer must be at least twice as long as the text.", nameof(destination));
        }

        var length = 0;
        var gap = false;
        foreach (var original in text)
        {
            if (IsDropped(original))
            {
                continue;
            }

            var letter = char.IsAscii(original) ? (char)(original | (char.IsAsciiLetterUpper(original) ? 0x20 : 0)) : FoldLetter(original);
            if (!char.IsLetterOrDigit(letter))
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
        return folded == '.' ? letter : folded;
    }

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
    /// Whether a character is removed without a space: apostrophes, full stops, combining accents, zero-width characters.
    /// </summary>
    private static bool IsDropped(char c) => c switch
    {
        '\'' or '.' or '`' or '´' or '‘' or '’' or 'ʹ' or 'ʻ' or 'ʼ' or 'ʾ' or 'ʿ' or '′' => true,
        >= '\u0300' and <= '\u036F' => true,
        '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\uFEFF' => true,
        _ => false,
    };
}
