namespace CarSearch.Places;

/// <summary>Finds places by IATA code: a table of 26³ slots, without allocation or hashing.</summary>
internal sealed class CodeIndex
{
    private const int Letters = 26;
    private readonly short[] airports = new short[Letters * Letters * Letters];
    private readonly short[] cities = new short[Letters * Letters * Letters];
    private readonly Dictionary<string, PlaceEntry> successors = new(32, StringComparer.OrdinalIgnoreCase);
    private readonly PlaceEntry[] entries;

    public CodeIndex(PlaceEntry[] entries)
    {
        this.entries = entries;
        foreach (var entry in entries)
        {
            var slots = entry.Place.Kind == PlaceKind.Airport ? airports : cities;
            slots[GetSlot(entry.Place.Code)] = (short)(entry.Rank + 1);
        }

        TableReader.Read("codes.tsv", 3, (line, cells) =>
        {
            var airport = airports[GetSlot(line[cells[1]])];
            if (line[cells[2]] is "retired")
            {
                successors.Add(line[cells[0]].ToString(), entries[airport - 1]);
            }
            else
            {
                airports[GetSlot(line[cells[0]])] = airport;
            }
        });
    }

    /// <summary>Determines whether a text has the form of a code: three upper-case letters.</summary>
    public static bool IsCode(ReadOnlySpan<char> text) => text.Length == 3 && !text.ContainsAnyExceptInRange('A', 'Z');

    /// <summary>Finds the airport of a code in any case, or else the city. Returns null if there is neither.</summary>
    public PlaceEntry? Find(ReadOnlySpan<char> code) =>
        GetSlot(code) is var slot and >= 0 ? Get(airports[slot]) ?? Get(cities[slot]) : null;

    /// <summary>Finds the airport that replaced the one of a retired code. Returns null if the code is not a retired one.</summary>
    public PlaceEntry? FindSuccessor(ReadOnlySpan<char> code) =>
        successors.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var successor) ? successor : null;

    private PlaceEntry? Get(short number) => number == 0 ? null : entries[number - 1];

    private static int GetSlot(ReadOnlySpan<char> code)
    {
        if (code.Length != 3)
        {
            return -1;
        }

        var slot = 0;
        foreach (var letter in code)
        {
            if (!char.IsAsciiLetter(letter))
            {
                return -1;
            }

            slot = (slot * Letters) + ((letter | 0x20) - 'a');
        }

        return slot;
    }
}
