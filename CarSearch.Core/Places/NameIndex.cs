namespace CarSearch.Places;

/// <summary>Places by folded name.</summary>
internal sealed class NameIndex
{
    /// <summary>What follows an airport's proper name, and is left out when people say it.</summary>
    private static readonly string[] Designations = ["airport", "international", "intl", "regional", "municipal", "airfield"];

    private readonly Dictionary<string, PlaceEntry[]> cities = new(10_000, StringComparer.Ordinal);
    private readonly Dictionary<string, PlaceEntry[]> airports = new(24_000, StringComparer.Ordinal);

    public NameIndex(PlaceEntry[] entries)
    {
        // Largest first, so every list of candidates is in that order.
        foreach (var entry in entries)
        {
            var index = entry.Place.Kind == PlaceKind.City ? cities : airports;
            var name = TextFold.Fold(entry.Place.Name);
            Add(index, name, entry);
            foreach (var other in entry.OtherNames)
            {
                Add(index, TextFold.Fold(other), entry);
            }

            if (entry.Place.Kind == PlaceKind.Airport)
            {
                var city = TextFold.Fold(entry.Place.City);
                var proper = ShortName(name, city);
                Add(index, proper, entry);
                Add(index, $"{city} {proper}", entry);
                Add(index, $"{city} airport", entry);
                Add(index, $"{city} {TextFold.Fold(entry.Place.Code)}", entry);
            }
        }
    }

    /// <summary>The folded names of cities, aliases included.</summary>
    public IReadOnlyDictionary<string, PlaceEntry[]> Cities => cities;

    /// <summary>The cities of that name, largest first.</summary>
    public ReadOnlySpan<PlaceEntry> FindCities(ReadOnlySpan<char> folded) => Find(cities, folded);

    /// <summary>The airports of that name, largest first: full, short (<c>heathrow</c>), with the city's, or the municipality's (<c>newark</c>).</summary>
    public ReadOnlySpan<PlaceEntry> FindAirports(ReadOnlySpan<char> folded) => Find(airports, folded);

    /// <summary>An airport's name without the designation at its end and the city at its start: <c>heathrow</c>. What would leave less than four letters stays.</summary>
    internal static string ShortName(string name, string city)
    {
        var end = name.Length;
        for (var found = true; found;)
        {
            found = false;
            foreach (var word in Designations)
            {
                if (end > word.Length && name.AsSpan(0, end).EndsWith(word) && name[end - word.Length - 1] == ' ')
                {
                    end -= word.Length + 1;
                    found = true;
                }
            }
        }

        var start = end > city.Length + 4 && name.StartsWith(city, StringComparison.Ordinal) && name[city.Length] == ' ' ? city.Length + 1 : 0;
        return name[start..end];
    }

    private static ReadOnlySpan<PlaceEntry> Find(Dictionary<string, PlaceEntry[]> index, ReadOnlySpan<char> folded) =>
        index.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out var found) ? found : default;

    private static void Add(Dictionary<string, PlaceEntry[]> index, string name, PlaceEntry entry)
    {
        if (name.Length == 0)
        {
            return;
        }

        if (!index.TryGetValue(name, out var there))
        {
            index.Add(name, [entry]);
        }
        else if (!there.Contains(entry))
        {
            index[name] = [.. there, entry];
        }
    }
}
