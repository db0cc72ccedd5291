namespace CarSearch.Places;

/// <summary>Finds places by folded name.</summary>
internal sealed class NameIndex
{
    /// <summary>Words at the end of an airport's name that callers may omit.</summary>
    private static readonly string[] Designations = ["airport", "international", "intl", "regional", "municipal", "airfield"];

    private readonly Dictionary<string, PlaceEntry[]> cities = new(10_000, StringComparer.Ordinal);
    private readonly Dictionary<string, PlaceEntry[]> airports = new(24_000, StringComparer.Ordinal);

    public NameIndex(PlaceEntry[] entries)
    {
        // Entries are in descending order of size, and so is every list of candidates.
        foreach (var entry in entries)
        {
            var index = entry.Place.Kind == PlaceKind.City ? cities : airports;
            var name = TextFold.Fold(entry.Place.Name);
            Add(index, name, entry);
            foreach (var alias in entry.Aliases)
            {
                Add(index, TextFold.Fold(alias), entry);
            }

            if (entry.Place.Kind == PlaceKind.Airport)
            {
                var city = TextFold.Fold(entry.Place.City);
                var shortName = GetShortName(name, city);
                Add(index, shortName, entry);
                Add(index, $"{city} {shortName}", entry);
                Add(index, $"{city} airport", entry);
            }
        }
    }

    /// <summary>Gets the cities by folded name, including aliases.</summary>
    public IReadOnlyDictionary<string, PlaceEntry[]> Cities => cities;

    /// <summary>
    /// Finds the cities of a name and the airports of that name in other countries, or else all airports of that name. Largest first. An
    /// airport whose name has that of its own city before it (<c>Sanya Phoenix</c>) counts only if it is larger than those of the cities.
    /// </summary>
    public PlaceEntry[] Find(ReadOnlySpan<char> folded)
    {
        var (named, others) = (FindCities(folded), FindAirports(folded));
        if (named.Length == 0 || others.Length == 0)
        {
            return named.Length == 0 ? others : named;
        }

        var text = folded.ToString();
        var foreign = Array.FindAll(others, airport => !Array.Exists(named, city =>
            city.Place.Country == airport.Place.Country || (city.Size >= airport.Size && IsPartOfName(airport, text))));
        return foreign.Length == 0 ? named : [.. named.Concat(foreign).OrderBy(entry => entry.Rank)];
    }

    /// <summary>Finds the cities of a name, largest first.</summary>
    public PlaceEntry[] FindCities(ReadOnlySpan<char> folded) => Find(cities, folded);

    /// <summary>
    /// Finds the airports of a name, largest first: the full name, the short one (<c>heathrow</c>), either with the city's, or the
    /// municipality's (<c>newark</c>).
    /// </summary>
    public PlaceEntry[] FindAirports(ReadOnlySpan<char> folded) => Find(airports, folded);

    /// <summary>
    /// Removes designations from the end of an airport's name, and the city from its start unless less than four letters remain:
    /// <c>heathrow</c>.
    /// </summary>
    internal static string GetShortName(string name, string city)
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

        var hasCity = end > city.Length + 4 && name.StartsWith(city, StringComparison.Ordinal) && name[city.Length] == ' ';
        return name[(hasCity ? city.Length + 1 : 0)..end];
    }

    /// <summary>Whether a text is the name of an airport without that of its city, and no name of its own.</summary>
    private static bool IsPartOfName(PlaceEntry airport, string folded) =>
        TextFold.Fold(airport.Place.Name).StartsWith($"{TextFold.Fold(airport.Place.City)} {folded}", StringComparison.Ordinal)
        && !Array.Exists(airport.Aliases, alias => TextFold.Fold(alias) == folded);

    private static PlaceEntry[] Find(Dictionary<string, PlaceEntry[]> index, ReadOnlySpan<char> folded) =>
        index.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out var found) ? found : [];

    private static void Add(Dictionary<string, PlaceEntry[]> index, string name, PlaceEntry entry)
    {
        if (name.Length == 0)
        {
            return;
        }

        if (!index.TryGetValue(name, out var existing))
        {
            index.Add(name, [entry]);
        }
        else if (!existing.Contains(entry))
        {
            index[name] = [.. existing, entry];
        }
    }
}
