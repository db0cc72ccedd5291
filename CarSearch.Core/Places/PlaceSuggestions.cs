namespace CarSearch.Places;

/// <summary>Cities that a text that names none may have meant.</summary>
/// <remarks>The work is bounded: at most <see cref="LongestText"/> characters, and for each name about one machine instruction sequence per character of it.</remarks>
internal sealed class PlaceSuggestions
{
    private const int Most = 3;
    private const int LongestText = 40;
    private readonly KeyValuePair<string, PlaceEntry>[] names;

    public PlaceSuggestions(NameIndex index)
    {
        names = [.. index.Cities.Select(pair => KeyValuePair.Create(pair.Key, pair.Value[0]))];
        Array.Sort(names, (a, b) => a.Value.Rank != b.Value.Rank ? a.Value.Rank - b.Value.Rank : string.CompareOrdinal(a.Key, b.Key));
    }

    /// <summary>Cities whose name starts with the text, largest first, then those whose name is at most two typing errors away, nearest first.</summary>
    public IReadOnlyList<Place> For(ReadOnlySpan<char> folded)
    {
        if (folded.Length is < 2 or > LongestText)
        {
            return [];
        }

        var found = new List<Place>(Most);
        foreach (var (name, entry) in names)
        {
            if (name.AsSpan().StartsWith(folded) && !found.Contains(entry.Place))
            {
                found.Add(entry.Place);
                if (found.Count == Most)
                {
                    return found;
                }
            }
        }

        AddNear(folded, found);
        return found;
    }

    private void AddNear(ReadOnlySpan<char> folded, List<Place> found)
    {
        Span<ulong> masks = stackalloc ulong[128];
        masks.Clear();
        for (var i = 0; i < folded.Length; i++)
        {
            if (char.IsAscii(folded[i]))
            {
                masks[folded[i]] |= 1UL << i;
            }
        }

        var furthest = folded.Length <= 4 ? 1 : 2;
        var near = new List<Place>[] { [], [], [] };
        foreach (var (name, entry) in names)
        {
            if (Math.Abs(name.Length - folded.Length) <= furthest
                && Distance(masks, folded.Length, name) is var distance && distance <= furthest && near[distance].Count < Most * 2)
            {
                near[distance].Add(entry.Place);
            }
        }

        foreach (var place in near.SelectMany(places => places))
        {
            if (found.Count < Most && !found.Contains(place))
            {
                found.Add(place);
            }
        }
    }

    /// <summary>The edit distance, by Myers' bit-parallel algorithm (J. ACM 46, 1999) in Hyyrö's form: a column of the matrix in two words.</summary>
    private static int Distance(ReadOnlySpan<ulong> masks, int length, string name)
    {
        ulong positive = ulong.MaxValue, negative = 0, last = 1UL << (length - 1);
        var distance = length;
        foreach (var letter in name)
        {
            var equal = letter < 128 ? masks[letter] : 0;
            var diagonal = (((equal & positive) + positive) ^ positive) | equal | negative;
            var up = negative | ~(diagonal | positive);
            var down = positive & diagonal;
            distance += ((up & last) != 0 ? 1 : 0) - ((down & last) != 0 ? 1 : 0);
            up = (up << 1) | 1;
            positive = (down << 1) | ~(diagonal | up);
            negative = up & diagonal;
        }

        return distance;
    }
}
