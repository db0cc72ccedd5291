namespace CarSearch.Places;

/// <summary>Finds the places that a text means.</summary>
internal sealed class PlaceResolver(CodeIndex codes, NameIndex names, CountryCatalog countries)
{
    private const int MaxFoldedLength = 200;
    private readonly PlaceQualifiers qualifiers = new(codes, names, countries);

    /// <summary>
    /// Finds the place that a trimmed text of at most 100 characters means, or several in descending order of size if it is ambiguous, or
    /// none. Of a retired code, it is the airport that replaced it.
    /// </summary>
    public PlaceEntry[] Find(ReadOnlySpan<char> text, out bool isRetired)
    {
        Span<char> buffer = stackalloc char[MaxFoldedLength];
        var folded = buffer[..TextFold.Fold(text, buffer)];
        var code = TrimDesignations(text);
        isRetired = false;
        if (!CodeIndex.IsCode(code) && names.Find(folded) is { Length: > 0 } named)
        {
            return SelectLargest(named);
        }

        if (codes.FindSuccessor(code) is { } successor)
        {
            isRetired = true;
            return [successor];
        }

        return (codes.Find(code) ?? codes.Find(folded)) is { } coded ? [coded]
            : names.Find(folded) is { Length: > 0 } capitals ? SelectLargest(capitals)
            : FindQualified(text);
    }

    /// <summary>Removes "airport" and the like from the end of a text: <c>LAX</c> of <c>LAX airport</c>.</summary>
    private static ReadOnlySpan<char> TrimDesignations(ReadOnlySpan<char> text)
    {
        while (text.LastIndexOf(' ') is > 0 and var space && PlaceQualifiers.IsDesignation(text[(space + 1)..]))
        {
            text = text[..space].TrimEnd();
        }

        return text;
    }

    /// <summary>Finds the places of the longest name or code that the text starts with, whatever follows it.</summary>
    public PlaceEntry[] FindUnqualified(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[MaxFoldedLength];
        for (var end = GetHead(text, text.Length); end > 0; end = GetHead(text, end))
        {
            if (names.Find(buffer[..TextFold.Fold(text[..end], buffer)]) is { Length: > 0 } named)
            {
                return named;
            }
        }

        return [];
    }

    /// <summary>Finds the places of a name or code that the text starts with, narrowed by what follows: the longest first.</summary>
    private PlaceEntry[] FindQualified(ReadOnlySpan<char> text)
    {
        Span<char> buffer = stackalloc char[MaxFoldedLength * 2];
        for (var end = GetHead(text, text.Length); end > 0; end = GetHead(text, end))
        {
            var name = buffer[..TextFold.Fold(text[..end], buffer)];
            var rest = buffer[name.Length..];
            rest = rest[..TextFold.Fold(text[end..], rest)];
            var code = codes.Find(name);
            var found = code is not null && CodeIndex.IsCode(text[..end]) ? qualifiers.Filter([code], rest) : [];
            found = found.Length > 0 ? found : qualifiers.Filter(names.Find(name), rest);
            found = found.Length > 0 ? found : qualifiers.Filter(names.FindAirports(name), rest);
            found = found.Length > 0 || code is null ? found : qualifiers.Filter([code], rest);
            if (found.Length > 0)
            {
                return SelectLargest(found);
            }
        }

        return [];
    }

    /// <summary>Gets the end of the last word that ends before a position. Returns 0 if there is none.</summary>
    private static int GetHead(ReadOnlySpan<char> text, int position)
    {
        for (var end = position - 1; end > 0; end--)
        {
            if (TextFold.IsWord(text[end - 1]) && !TextFold.IsWord(text[end]))
            {
                return end;
            }
        }

        return 0;
    }

    /// <summary>
    /// Selects the only place in the largest class, or all. The places are in descending order of class: the first is the only one of its
    /// class if the second is of another.
    /// </summary>
    private static PlaceEntry[] SelectLargest(PlaceEntry[] places) =>
        places is [var first, var second, ..] && first.Size != second.Size ? [first] : places;
}
