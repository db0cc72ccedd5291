using System.Text;

namespace CarSearch.Places;

/// <summary>
/// Places whose code or names contain a text. Everything that is searched stands in one string, largest place first, each text after a line break:
/// one vectorized scan of it finds the matches in the order in which they are wanted, and stops at the limit.
/// </summary>
internal sealed class PlaceSearch
{
    private const int LongestText = 100;
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
            foreach (var text in entries[i].SearchedTexts)
            {
                all.Append('\n').Append(folded[..TextFold.Fold(text, folded)]);
            }
        }

        texts = all.ToString();
    }

    /// <summary>Places with a text that starts with this one, then places with a text that contains it, largest first in each.</summary>
    public IReadOnlyList<Place> Find(ReadOnlySpan<char> text, int limit)
    {
        if (limit <= 0 || text.Length > LongestText)
        {
            return [];
        }

        Span<char> needle = stackalloc char[1 + (LongestText * 2)];
        needle[0] = '\n';
        var length = TextFold.Fold(text, needle[1..]);
        if (length == 0)
        {
            return [];
        }

        var found = new List<int>(Math.Min(limit, 32));
        Scan(needle[..(length + 1)], limit, found);
        var starting = found.Count;
        Scan(needle[1..(length + 1)], limit, found, starting);
        return found.ConvertAll(number => entries[number].Place);
    }

    private void Scan(ReadOnlySpan<char> needle, int limit, List<int> found, int known = 0)
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
            if (known == 0 || found.BinarySearch(0, known, number, null) < 0)
            {
                found.Add(number);
            }

            position = number + 1 < starts.Length ? starts[number + 1] : texts.Length;
        }
    }
}
