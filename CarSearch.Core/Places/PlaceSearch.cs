using System.Text;

namespace CarSearch.Places;

/// <summary>
/// Finds places whose code or names contain a text. All texts are concatenated into one string, largest place first, each after a line
/// break. A vectorized scan finds the matches in the order of the results and stops at the limit.
/// </summary>
internal sealed class PlaceSearch
{
    private const int MaxTextLength = 100;
    private readonly PlaceEntry[] entries;
    private readonly int[] starts;
    private readonly string texts;

    public PlaceSearch(PlaceEntry[] entries)
    {
        this.entries = entries;
        starts = new int[entries.Length];
        var all = new StringBuilder(600_000);
        Span<char> folded = stackalloc char[512];
        for (var i = 0; i < entries.Length; i++)
        {
            starts[i] = all.Length;
            foreach (var text in entries[i].SearchTexts)
            {
                all.Append('\n').Append(folded[..TextFold.Fold(text, folded)]);
            }
        }

        texts = all.ToString();
    }

    /// <summary>
    /// Adds to the places that a text of at most 100 characters means those with a text that starts with this one, and those with a text
    /// that contains it. The latter two are each in the order of size.
    /// </summary>
    public IReadOnlyList<Place> Find(ReadOnlySpan<char> text, int limit, ReadOnlySpan<PlaceEntry> meant)
    {
        Span<char> needle = stackalloc char[1 + (MaxTextLength * 2)];
        needle[0] = '\n';
        var length = TextFold.Fold(text, needle[1..]);
        if (length == 0)
        {
            return [];
        }

        var found = new OrderedDictionary<int, Place>(Math.Min(limit, 32));
        foreach (var entry in meant[..Math.Min(meant.Length, limit)])
        {
            found.Add(entry.Rank, entry.Place);
        }

        Scan(needle[..(length + 1)], limit, found);
        Scan(needle[1..(length + 1)], limit, found);
        return [.. found.Values];
    }

    private void Scan(ReadOnlySpan<char> needle, int limit, OrderedDictionary<int, Place> found)
    {
        for (var position = 0; found.Count < limit && position < texts.Length;)
        {
            var offset = texts.AsSpan(position).IndexOf(needle, StringComparison.Ordinal);
            if (offset < 0)
            {
                return;
            }

            var number = Array.BinarySearch(starts, position + offset);
            number = number < 0 ? ~number - 1 : number;
            found.TryAdd(number, entries[number].Place);
            position = number + 1 < starts.Length ? starts[number + 1] : texts.Length;
        }
    }
}
