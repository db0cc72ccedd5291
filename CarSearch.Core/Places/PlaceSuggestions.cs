namespace CarSearch.Places;

/// <summary>Suggests cities for a text that names no place.</summary>
/// <remarks>
/// The cost is bounded: the text has at most <see cref="MaxTextLength"/> characters, and each character of a name takes a few instructions.
/// </remarks>
internal sealed class PlaceSuggestions
{
    public const int MaxSuggestions = 3;
    private const int MaxTextLength = 40;
    private readonly KeyValuePair<string, PlaceEntry>[] names;

    public PlaceSuggestions(NameIndex index)
    {
        names = [.. index.Cities.Select(pair => KeyValuePair.Create(pair.Key, pair.Value[0]))];
        Array.Sort(names, (a, b) => a.Value.Rank != b.Value.Rank ? a.Value.Rank - b.Value.Rank : string.CompareOrdinal(a.Key, b.Key));
    }

    /// <summary>
    /// Suggests cities whose name starts with the text, largest first, then those within an edit distance of 2, nearest first.
    /// </summary>
    public IReadOnlyList<Place> Suggest(ReadOnlySpan<char> folded)
    {
        if (folded.Length is < 2 or > MaxTextLength)
        {
            return [];
        }

        var found = new List<Place>(MaxSuggestions);
        foreach (var (name, entry) in names)
        {
            if (name.AsSpan().StartsWith(folded) && !found.Contains(entry.Place))
            {
                found.Add(entry.Place);
                if (found.Count == MaxSuggestions)
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

        var maxDistance = folded.Length <= 4 ? 1 : 2;
        var near = new List<Place>[] { [], [], [] };
        foreach (var (name, entry) in names)
        {
            if (Math.Abs(name.Length - folded.Length) <= maxDistance
                && GetDistance(masks, folded.Length, name) is var distance && distance <= maxDistance
                && near[distance].Count < MaxSuggestions * 2)
            {
                near[distance].Add(entry.Place);
            }
        }

        found.AddRange([.. near.SelectMany(places => places).Except(found).Take(MaxSuggestions - found.Count)]);
    }

    /// <summary>
    /// Computes the edit distance by Myers' bit-parallel algorithm (J. ACM 46, 1999) as modified by Hyyrö: two words hold a matrix column.
    /// </summary>
    private static int GetDistance(ReadOnlySpan<ulong> masks, int length, string name)
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
