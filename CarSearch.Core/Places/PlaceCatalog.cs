namespace CarSearch.Places;

/// <summary>The airports of the world with scheduled service, and their cities. Immutable and thread-safe.</summary>
public sealed class PlaceCatalog
{
    private const int MaxTextLength = 100;
    private const int MaxCandidates = 10;
    private readonly PlaceTable table;
    private readonly CodeIndex codes;
    private readonly Lazy<NameIndex> names;
    private readonly Lazy<PlaceSearch> search;
    private readonly Lazy<PlaceSuggestions> suggestions;

    private PlaceCatalog(PlaceTable table, CountryCatalog countries)
    {
        this.table = table;
        Countries = countries;
        codes = new CodeIndex(table.Entries);
        names = new(() => new NameIndex(table.Entries));
        search = new(() => new PlaceSearch(table.Entries));
        suggestions = new(() => new PlaceSuggestions(names.Value));
        Airports = table.Airports;
        Cities = [.. table.Entries.Select(entry => entry.Place).Where(place => place.Kind == PlaceKind.City)];
    }

    /// <summary>Gets all airports, ordered by code.</summary>
    public IReadOnlyList<Airport> Airports { get; }

    /// <summary>Gets all cities, largest first.</summary>
    public IReadOnlyList<Place> Cities { get; }

    /// <summary>Gets the countries and currencies.</summary>
    public CountryCatalog Countries { get; }

    /// <summary>Gets all places with their names.</summary>
    internal IReadOnlyList<PlaceEntry> Entries => table.Entries;

    /// <summary>Loads the catalog from the resources of the assembly. The indexes of names are built on first use.</summary>
    public static PlaceCatalog Load() => new(PlaceTable.Load(), CountryCatalog.Load());

    /// <summary>Finds an airport. Returns null if the code is unknown.</summary>
    /// <param name="code">The IATA code, in any case.</param>
    public Airport? FindAirport(string code) => codes.FindAirport(code)?.Place.Airports[0];

    /// <summary>
    /// Resolves a text to a place. The text is an IATA airport code, an IATA city code, the name of a city or the name of an airport, tried
    /// in this order. It can be followed by a comma and the code or name of the country (<c>London, GB</c>), in the United States, Canada
    /// and Australia also by the code of the state (<c>Portland, OR</c>), or by both.
    /// </summary>
    /// <remarks>
    /// Case, accents and punctuation are ignored. The names of an airport are its full name, the same without "International Airport" and
    /// with or without the city (<c>Heathrow</c>, <c>London Heathrow</c>), the city's name with "airport" or the code (<c>New York
    /// JFK</c>), and its municipality where that is not the city (<c>Newark</c>). If several places share the name, the only one in the
    /// largest class of airport is found; otherwise the name is ambiguous.
    /// </remarks>
    /// <param name="text">The text. More than 100 characters match nothing.</param>
    /// <returns>The place, the candidates or suggestions.</returns>
    public PlaceMatch Resolve(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is 0 or > MaxTextLength)
        {
            return new PlaceMatch.Unknown([]);
        }

        if (codes.Find(trimmed) is { } coded)
        {
            return new PlaceMatch.Found(coded.Place);
        }

        Span<char> buffer = stackalloc char[MaxTextLength * 2];
        var folded = buffer[..TextFold.Fold(trimmed, buffer)];
        if (FindByName(folded, default) is { } match)
        {
            return match;
        }

        var comma = trimmed.IndexOf(',');
        if (comma < 0)
        {
            return new PlaceMatch.Unknown(suggestions.Value.Suggest(folded));
        }

        folded = buffer[..TextFold.Fold(trimmed[..comma], buffer)];
        var qualifiers = trimmed[(comma + 1)..];
        if (FindByName(folded, qualifiers) is { } qualifiedMatch)
        {
            return qualifiedMatch;
        }

        return codes.Find(trimmed[..comma].TrimEnd()) is { } entry && Filter([entry], qualifiers) is [_]
            ? new PlaceMatch.Found(entry.Place)
            : new PlaceMatch.Unknown(SuggestSameName(folded));
    }

    /// <summary>
    /// Finds the places whose code or names start with a text, then those whose code or names contain it, each largest first. Case, accents
    /// and punctuation are ignored.
    /// </summary>
    /// <remarks>Names include aliases and, for an airport, the name of its city.</remarks>
    /// <param name="text">The text. More than 100 characters match nothing.</param>
    /// <param name="limit">The maximum number of places.</param>
    public IReadOnlyList<Place> Search(string text, int limit)
    {
        ArgumentNullException.ThrowIfNull(text);
        return search.Value.Find(text, limit);
    }

    /// <summary>Finds a name among cities, then among airports, restricted by qualifiers. Returns null if there is no match.</summary>
    private PlaceMatch? FindByName(ReadOnlySpan<char> folded, ReadOnlySpan<char> qualifiers) =>
        Select(names.Value.FindCities(folded), qualifiers) ?? Select(names.Value.FindAirports(folded), qualifiers);

    private PlaceMatch? Select(ReadOnlySpan<PlaceEntry> candidates, ReadOnlySpan<char> qualifiers)
    {
        if (candidates.Length == 0)
        {
            return null;
        }

        if (!qualifiers.IsEmpty)
        {
            candidates = Filter(candidates, qualifiers);
        }

        // In descending order of class, the first is the only one of its class if the second is of another.
        return candidates switch
        {
            [] => null,
            [var only] => new PlaceMatch.Found(only.Place),
            [var first, var second, ..] when first.Size != second.Size => new PlaceMatch.Found(first.Place),
            _ => new PlaceMatch.Ambiguous(GetPlaces(candidates, MaxCandidates)),
        };
    }

    private PlaceEntry[] Filter(ReadOnlySpan<PlaceEntry> candidates, ReadOnlySpan<char> qualifiers)
    {
        var remaining = candidates.ToArray();
        Span<char> buffer = stackalloc char[MaxTextLength * 2];
        foreach (var range in qualifiers.Split(','))
        {
            var qualifier = buffer[..TextFold.Fold(qualifiers[range], buffer)];
            if (qualifier.IsEmpty)
            {
                continue;
            }

            var region = qualifier.ToString();
            var country = Countries.FindByFoldedText(qualifier)?.Code;
            var inCountry = Array.FindAll(remaining, entry => entry.Place.Country == country);
            // A country takes precedence over a state: "CA" is Canada if the name exists there, otherwise California.
            remaining = inCountry.Length > 0
                ? inCountry
                : Array.FindAll(remaining, entry => entry.Region.Equals(region, StringComparison.OrdinalIgnoreCase));
        }

        return remaining;
    }

    private IReadOnlyList<Place> SuggestSameName(ReadOnlySpan<char> folded)
    {
        var cities = names.Value.FindCities(folded);
        return cities.IsEmpty ? suggestions.Value.Suggest(folded) : GetPlaces(cities, PlaceSuggestions.MaxSuggestions);
    }

    private static Place[] GetPlaces(ReadOnlySpan<PlaceEntry> entries, int limit) =>
        Array.ConvertAll(entries[..Math.Min(entries.Length, limit)].ToArray(), entry => entry.Place);
}
