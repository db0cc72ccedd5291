namespace CarSearch.Places;

/// <summary>Places by IATA code: 26³ slots, found without allocating or hashing.</summary>
internal sealed class CodeIndex
{
    private const int Letters = 26;
    private readonly short[] airports = new short[Letters * Letters * Letters];
    private readonly short[] cities = new short[Letters * Letters * Letters];
    private readonly PlaceEntry[] entries;

    public CodeIndex(PlaceEntry[] entries)
    {
        this.entries = entries;
        foreach (var entry in entries)
        {
            var slots = entry.Place.Kind == PlaceKind.Airport ? airports : cities;
            slots[Slot(entry.Place.Code)] = (short)(entry.Rank + 1);
        }
    }

    /// <summary>The airport of a code in any case, else the city, else null.</summary>
    public PlaceEntry? Find(ReadOnlySpan<char> code) => Slot(code) is var slot and >= 0 ? At(airports[slot]) ?? At(cities[slot]) : null;

    /// <summary>The airport of a code in any case, else null.</summary>
    public PlaceEntry? FindAirport(ReadOnlySpan<char> code) => Slot(code) is var slot and >= 0 ? At(airports[slot]) : null;

    private PlaceEntry? At(short number) => number == 0 ? null : entries[number - 1];

    private static int Slot(ReadOnlySpan<char> code)
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
