namespace CarSearch.Places;

/// <summary>The airports of the world with scheduled service, and their cities. Immutable and thread-safe.</summary>
public sealed class PlaceCatalog
{
    private const int MaxTextLength = 100;
    private const int MaxCandidates = 10;
    private readonly PlaceTable table;
    private readonly Lazy<PlaceResolver> resolver;
    private readonly Lazy<PlaceSearch> search;
    private readonly Lazy<PlaceSuggestions> suggestions;

    private PlaceCatalog(PlaceTable table, CountryCatalog countries)
    {
        this.table = table;
        Countries = countries;
        var codes = new CodeIndex(table.Entries);
        var names = new Lazy<NameIndex>(() => new NameIndex(table.Entries));
        resolver = new(() => new PlaceResolver(codes, names.Value, countries));
        search = new(() => new PlaceSearch(table.Entries));
        suggestions = new(() => new PlaceSuggestions(names.Value));
    }

    /// <summary>Gets all airports, ordered by code.</summary>
    public IReadOnlyList<Airport> Airports => table.Airports;

    /// <summary>Gets the countries and currencies.</summary>
    public CountryCatalog Countries { get; }

    internal IReadOnlyList<PlaceEntry> Entries => table.Entries;

    /// <summary>Loads the catalog from the resources of the assembly. The indexes of names are built on first use.</summary>
    public static PlaceCatalog Load() => new(PlaceTable.Load(), CountryCatalog.Load());

    /// <summary>
    /// Resolves a text to a place. The text is an IATA airport code, an IATA city code, the name of a city or the name of an airport. Three
    /// letters in upper case are a code if there is one. In any other case they are a name if there is one (<c>Goa</c>), or else a code.
    /// What follows a name or code narrows it: the name or code of the country, in the United States, Canada, Australia and Brazil also of
    /// the state (<c>Portland, OR</c>), the city of an airport or the code of one of its airports.
    /// </summary>
    /// <remarks>
    /// Case, accents and punctuation are ignored. The names of an airport are its full name, the same without "International Airport" and
    /// with or without the city (<c>Heathrow</c>, <c>London Heathrow</c>), the city's name with "airport", and its municipality where that
    /// is not the city (<c>Newark</c>). If several places share the name, the only one in the largest class of airport is found; otherwise
    /// the name is ambiguous.
    /// </remarks>
    /// <param name="text">The text. More than 100 characters match nothing.</param>
    /// <returns>The place, the candidates, the successor of a retired code, or suggestions.</returns>
    public PlaceMatch Resolve(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is 0 or > MaxTextLength)
        {
            return new PlaceMatch.Unknown([]);
        }

        return resolver.Value.Find(trimmed, out var isRetired) switch
        {
            [var successor] when isRetired => new PlaceMatch.Retired(successor.Place),
            [var only] => new PlaceMatch.Found(only.Place),
            [] => new PlaceMatch.Unknown(Suggest(trimmed)),
            var candidates => new PlaceMatch.Ambiguous(GetPlaces(candidates, MaxCandidates)),
        };
    }

    /// <summary>
    /// Finds the places that a text means, as <see cref="Resolve"/> does, then those whose code or names start with the text, then those
    /// whose code or names contain it, each largest first. Case, accents and punctuation are ignored.
    /// </summary>
    /// <remarks>Names include aliases and, for an airport, the name of its city.</remarks>
    /// <param name="text">The text. More than 100 characters match nothing.</param>
    /// <param name="limit">The maximum number of places.</param>
    public IReadOnlyList<Place> Search(string text, int limit)
    {
        var trimmed = text.AsSpan().Trim();
        return trimmed.Length is 0 or > MaxTextLength ? [] : search.Value.Find(trimmed, limit, resolver.Value.Find(trimmed, out _));
    }

    /// <summary>
    /// Finds the airports around a position, nearest first. As a city has airports of one country only, so have the surroundings of a
    /// position: that of the nearest airport, which need not be that of the position.
    /// </summary>
    public NearbyAirports FindNear(Coordinates position, int radiusKm) => NearbyAirports.Find(Airports, position, radiusKm);

    private IReadOnlyList<Place> Suggest(ReadOnlySpan<char> text) =>
        resolver.Value.FindUnqualified(text) is { Length: > 0 } named
            ? GetPlaces(named, PlaceSuggestions.MaxSuggestions)
            : suggestions.Value.Suggest(TextFold.Fold(text.ToString()));

    private static Place[] GetPlaces(PlaceEntry[] entries, int limit) =>
        [.. entries.Take(limit).Select(entry => entry.Place)];
}
