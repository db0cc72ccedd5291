namespace CarSearch.Places;

/// <summary>
/// Brings names to one form for comparing: lower case, no accents, no apostrophes or full stops, every run of anything else that is not a letter
/// or a digit one space, none at the ends. <c>St. John's</c>, <c>ST JOHNS</c> and <c>st.  john’s</c> are the same.
/// </summary>
/// <remarks>
/// By table and not by <see cref="string.Normalize()"/>, which needs ICU for what it does to accents and allocates. The table covers Latin; letters of other
/// scripts are only brought to lower case. Letters that are no accented form of another fold to what people type for them
/// (<c>ß ø ł đ æ œ ı ə þ</c> to <c>ss o l d ae oe i e th</c>); that <c>ü</c> is also typed <c>ue</c> is the names' own business (their aliases).
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

    /// <summary>The folded form of a text.</summary>
    /// <param name="text">Any text, well-formed or not.</param>
    /// <returns>The folded form; folding it again changes nothing.</returns>
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

    /// <summary>Folds a text into a buffer, without allocating.</summary>
    /// <param name="text">Any text, well-formed or not.</param>
    /// <param name="destination">Room for the result: twice as long as the text.</param>
    /// <returns>The number of characters written.</returns>
    /// <exception cref="ArgumentException">The buffer is shorter than twice the text.</exception>
    public static int Fold(ReadOnlySpan<char> text, Span<char> destination)
    {
        if (destination.Length < text.Length * 2)
        {
            throw new ArgumentException("The buffer must be twice as long as the text.", nameof(destination));
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

    /// <summary>Letters that are two: the first replaces the letter, the second is returned.</summary>
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

    /// <summary>What may be left out of a name without a gap: apostrophes and their look-alikes, full stops, combining accents.</summary>
    private static bool IsDropped(char c) => c switch
    {
        '\'' or '.' or '`' or '´' or '‘' or '’' or 'ʹ' or 'ʻ' or 'ʼ' or 'ʾ' or 'ʿ' or '′' => true,
        >= '\u0300' and <= '\u036F' => true,
        '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\uFEFF' => true,
        _ => false,
    };
}
